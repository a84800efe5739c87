using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Logs;

/// <summary>Looking for errors finds errors, and only errors.</summary>
public sealed class ErrorLineTests
{
    [Fact]
    public async Task A_healthy_run_from_start_to_stop_has_no_line_with_error_in_it()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        using var http = new HttpClient { BaseAddress = server.BaseUri };
        foreach (string path in (string[])["", "health", "metrics", "docs", "openapi/v1.json", "api/models", "api/users/mina", "app/main.js"])
            (await http.GetAsync(new Uri(path, UriKind.Relative))).Dispose();
        await using DeviceClient device = await DeviceClient.ConnectAsync(server, "user=mina");
        for (int second = 0; second < 20; second++)
            PredictionAssert.IsWhole(await device.AskAsync(second * 1_000, -20));
        await device.AskAsync("not a frame");

        await server.StopAsync();

        Assert.Equal(4, Directory.GetFiles(server.LogDirectory, "*.log").Length);
        Assert.DoesNotContain(Lines(server), line => line.Contains("error", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(Lines(server), line => line.Contains("is ready on http://", StringComparison.Ordinal));
        Assert.Contains(Lines(server), line => line.Contains("\"WS /ws v1\" 400 ", StringComparison.Ordinal));
        Assert.Contains(Lines(server), line => line.EndsWith(" INFO Stopped [StartBanner 8021]", StringComparison.Ordinal));
        Assert.DoesNotContain("ERROR", server.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_live_page_asks_for_nothing_that_looks_like_an_error()
    {
        string pages = Path.Combine(ServerProcess.ServerFolder, "wwwroot");
        string[] files = [.. Directory.EnumerateFiles(pages, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(pages, file))];

        Assert.NotEmpty(files);
        Assert.DoesNotContain(files, file => file.Contains("error", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_store_that_breaks_is_in_the_error_log_within_seconds()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using (var store = new SqliteConnection($"Data Source={Path.Combine(server.DataDirectory, "predictions.db")};Pooling=false"))
        {
            await store.OpenAsync(TestContext.Current.CancellationToken);
            await using SqliteCommand command = store.CreateCommand();
            command.CommandText = "alter table prediction_logs rename to elsewhere";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await using DeviceClient device = await DeviceClient.ConnectAsync(server);
        PredictionAssert.IsWhole(await device.AskAsync(1, 2));

        await Until.TrueAsync(
            async () => (await Shell.RunAsync($"grep -i error {server.LogDirectory}/*.log")).Lines.Any(line =>
                line.StartsWith($"{server.LogDirectory}/error.log:", StringComparison.Ordinal)
                && line.Contains("The log store takes no predictions", StringComparison.Ordinal)),
            "the error to be logged");
    }

    [Fact]
    public async Task A_log_folder_that_cannot_be_written_costs_its_lines_and_nothing_else()
    {
        string file = Path.GetTempFileName();
        await using ServerProcess server = await ServerProcess.StartAsync(
            settings: new Dictionary<string, string> { ["Posture__LogDirectory"] = Path.Combine(file, "logs") });
        await using DeviceClient device = await DeviceClient.ConnectAsync(server);

        PredictionAssert.IsWhole(await device.AskAsync(1, 2));
        Assert.Single(server.Output.Split('\n'), line => line.Contains("cannot be written", StringComparison.Ordinal));
        await Until.TrueAsync(
            async () => await MetricsPage.ReadAsync(server, "posture_log_lines_unwritten_total{file=\"access.log\"}") > 0,
            "the lost lines to be counted");
    }

    [Fact]
    public async Task A_console_for_collectors_holds_an_object_a_line()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(
            settings: new Dictionary<string, string> { ["Posture__Logs__Console"] = "Json" });
        using var http = new HttpClient { BaseAddress = server.BaseUri };
        using HttpResponseMessage refused = await http.GetAsync(new Uri("api/models?token=x", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        await server.StopAsync();

        string[] messages =
        [
            .. server.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonElement.Parse(Encoding.UTF8.GetBytes(line)).GetProperty("Message").GetString()!),
        ];
        Assert.Contains(messages, message => message.StartsWith("Posture 0", StringComparison.Ordinal));
        Assert.Contains(messages, message => message.StartsWith("authentication failed ip:127.0.0.1", StringComparison.Ordinal));
        Assert.Contains("Stopped", messages);
    }

    private static string[] Lines(ServerProcess server) =>
        [.. Directory.EnumerateFiles(server.LogDirectory, "*.log").SelectMany(File.ReadLines)];
}
