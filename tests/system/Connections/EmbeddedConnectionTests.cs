using System.Net.Http.Json;
using System.Text.Json;
using Posture.System.Tests.Streams;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Connections;

/// <summary>Who was connected to an embedded server, and that it ran.</summary>
public sealed class EmbeddedConnectionTests
{
    private readonly string _data = ServerProcess.NewDataDirectory();

    [Fact]
    public async Task Connections_of_both_protocols_appear_and_get_their_reason_when_they_end()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(_data);
        await using DeviceClient mina = await DeviceClient.ConnectAsync(server, "user=mina");
        await using StreamClient jun = await StreamClient.ConnectAsync(server, "user=jun");
        await using DeviceClient nameless = await DeviceClient.ConnectAsync(server);
        await mina.AskAsync(1, 2);
        await mina.AskAsync("no frame");
        await jun.PushAsync(0, 40, 0, 12);
        await RowsAsync(rows => rows.Count == 3 && rows.All(row => row.CloseReason is null), "three open connections");

        await using DeviceClient newer = await DeviceClient.ConnectAsync(server, "user=mina");
        await mina.ReceiveCloseAsync();
        await jun.CloseAsync();
        nameless.Socket.Abort();
        await RowsAsync(rows => rows.Count(row => row.CloseReason is not null) == 3, "three that are over");
        Assert.Equal([null, "4409"], (await ListAsync(server, "mina?limit=10")).Select(item => item.GetProperty("close_reason").GetString()));
        Assert.Empty(await ListAsync(server, "mina?to=2020-01-01T00:00:00Z"));
        await server.StopAsync();

        IReadOnlyList<ConnectionRow> rows = ConnectionRow.Read(_data);
        Assert.Equal(
            [
                new("mina", "v1", "4409", 1, 1), new("jun", "v2", "1000", 40, 1),
                new(rows[2].User, "v1", "lost", 0, 0), new("mina", "v1", "1001", 0, 0),
            ],
            rows);
        Assert.StartsWith("anonymous", rows[2].User, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_a_killed_server_left_open_is_over_when_it_is_back()
    {
        await using (ServerProcess server = await ServerProcess.StartAsync(_data))
        {
            await using DeviceClient device = await DeviceClient.ConnectAsync(server, "user=mina");
            await RowsAsync(rows => rows.Count == 1, "the connection");
            await server.KillAsync();
        }

        Assert.Null(Assert.Single(ConnectionRow.Read(_data)).CloseReason);
        await using ServerProcess next = await ServerProcess.StartAsync(_data);
        Assert.Equal("lost", Assert.Single(ConnectionRow.Read(_data)).CloseReason);
    }

    [Fact]
    public async Task Operators_see_the_processes_that_run_ran_or_are_gone()
    {
        var settings = new Dictionary<string, string> { ["Posture__Heartbeat__GoneAfter"] = "00:00:02" };
        await using (ServerProcess stopped = await ServerProcess.StartAsync(_data, settings))
            await StatesAsync(stopped, ["running"], andThen: stopped.StopAsync);
        await using (ServerProcess killed = await ServerProcess.StartAsync(_data, settings))
            await StatesAsync(killed, ["running", "stopped"], andThen: killed.KillAsync);
        await using ServerProcess server = await ServerProcess.StartAsync(_data, settings);
        await using DeviceClient device = await DeviceClient.ConnectAsync(server, "user=mina");
        await StatesAsync(server, ["gone", "running", "stopped"]);

        JsonElement self = default;
        await Until.TrueAsync(
            async () => (self = (await ProcessesAsync(server))[0]).GetProperty("connections").GetInt32() == 1, "the connection to be counted");
        Assert.Equal("embedded", self.GetProperty("kind").GetString());
        Assert.Equal("healthy", self.GetProperty("status").GetString());
        Assert.Equal(server.BaseUri, new Uri(self.GetProperty("address").GetString()!));
        Assert.True(self.GetProperty("users").GetInt32() >= 1, self.GetRawText());
        Assert.True(self.GetProperty("working_set_bytes").GetInt64() > 1 << 20);
    }

    private static async Task<JsonElement[]> ListAsync(ServerProcess server, string query)
    {
        using var http = new HttpClient { BaseAddress = server.BaseUri };
        JsonElement list = await http.GetFromJsonAsync<JsonElement>("api/users/" + query.Replace("?", "/connections?", StringComparison.Ordinal));
        return [.. list.GetProperty("items").EnumerateArray()];
    }

    private static async Task<JsonElement[]> ProcessesAsync(ServerProcess server)
    {
        using var http = new HttpClient { BaseAddress = server.BaseUri };
        JsonElement status = await http.GetFromJsonAsync<JsonElement>("api/status");
        return [.. status.GetProperty("processes").EnumerateArray()];
    }

    private static async Task StatesAsync(ServerProcess server, string[] states, Func<Task>? andThen = null)
    {
        await Until.TrueAsync(
            async () => (await ProcessesAsync(server)).Select(process => process.GetProperty("state").GetString()).Order().SequenceEqual(states),
            string.Join(", ", states));
        if (andThen is not null)
            await andThen();
    }

    private Task RowsAsync(Func<IReadOnlyList<ConnectionRow>, bool> condition, string what) =>
        Until.TrueAsync(() => condition(ConnectionRow.Read(_data)), what);
}
