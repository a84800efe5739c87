using System.Net.Http.Json;
using System.Text.Json;
using Posture.Examples.Tests.Clients;
using Posture.System.Tests.Streams;
using Posture.System.Tests.Support;

namespace Posture.Examples.Tests.Streams;

/// <summary>What every example client has to stand, whatever it is written in.</summary>
public abstract class StreamingClientTests(Server server)
{
    private const int Step = 200, FrameMs = 100;

    private readonly string _user = Server.NewUser();

    private protected Server Server { get; } = server;

    [Fact]
    public async Task A_server_that_stops_or_is_killed_costs_no_frame_and_logs_none_twice()
    {
        await using ServerProcess first = await ServerProcess.StartAsync();
        await using StreamingClient client = await StartAsync(first, _user);
        await client.PushAsync(Readings(0));
        await client.AcknowledgedAsync(Step - 1);

        await first.StopAsync();
        await client.PushAsync(Readings(1));
        await using ServerProcess second = await RestartAsync(first);
        await client.GreetedAsync(2);
        await client.PushAsync(Readings(2));
        await second.KillAsync();
        await client.PushAsync(Readings(3));
        await using ServerProcess third = await RestartAsync(first);
        await client.GreetedAsync(3);
        await client.AllAcknowledgedAsync();

        Assert.Single(client.OfType("drain"));
        Assert.All(client.OfType("hello").Skip(1), hello => Assert.True(hello.GetProperty("resumed").GetBoolean()));
        Assert.Single(client.OfType("hello").Select(hello => hello.GetProperty("stream").GetString()).Distinct());
        Assert.Equal(Enumerable.Range(0, 4).SelectMany(Readings), await LoggedAsync(third, 4 * Step));
    }

    [Fact]
    public async Task A_connection_that_a_newer_one_replaced_does_not_come_back()
    {
        await using StreamingClient client = await StartAsync(Server.Process, _user);
        await client.PushAsync(Readings(0));
        await client.AcknowledgedAsync(Step - 1);

        await using StreamClient newer = await StreamClient.ConnectAsync(Server.Process, "user=" + _user);

        Assert.Equal(4409, await client.EndAsync());
        await newer.PushAsync(0, 1, 0, 12);
    }

    /// <summary>Starts the client; skips the test where what it needs is not installed.</summary>
    private protected abstract Task<StreamingClient> StartAsync(ServerProcess server, string user, string? token = null);

    private static Reading[] Readings(int part) =>
        [.. Enumerable.Range(part * Step, Step).Select(i => new Reading(i * FrameMs, -10 + i % 8 * 0.25))];

    private static Task<ServerProcess> RestartAsync(ServerProcess former) =>
        ServerProcess.StartAsync(former.DataDirectory, port: former.BaseUri.Port);

    /// <summary>What is logged of the user, in order of number, once that is as much as is due.</summary>
    private async Task<IEnumerable<Reading>> LoggedAsync(ServerProcess server, int count)
    {
        using var http = new HttpClient { BaseAddress = server.BaseUri };
        JsonElement[] rows = [];
        await Until.TrueAsync(
            async () =>
            {
                JsonElement page = await http.GetFromJsonAsync<JsonElement>(
                    new Uri($"api/users/{_user}/predictions?limit=1000", UriKind.Relative));
                rows = [.. page.GetProperty("items").EnumerateArray()];
                return rows.Length >= count;
            },
            $"{count} predictions in the log");
        return rows
            .OrderBy(row => row.GetProperty("seq").GetInt64())
            .Select(row => new Reading(
                row.GetProperty("timestamp_input").GetDouble(), Math.Round(row.GetProperty("relative_pitch").GetDouble(), 2)));
    }
}
