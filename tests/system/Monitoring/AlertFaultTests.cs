using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Microsoft.Data.Sqlite;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Monitoring;

/// <summary>
/// The shipped alerts fire on real faults of real processes. So that this takes seconds, a copy of the rules waits 1 s where
/// they wait minutes, and looks back 10 s where they look back 5 or 15 min; a threshold is changed where a test says so.
/// </summary>
public sealed class AlertFaultTests
{
    [Fact]
    public async Task A_killed_server_is_down()
    {
        PrometheusServer.SkipUnlessInstalled();
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using PrometheusServer prometheus = await WatchAsync(server);
        await Until.TrueAsync(async () => (await prometheus.SamplesAsync("up == 1")).Count > 0, "the first scrape");
        Assert.DoesNotContain("PostureInstanceDown", await prometheus.FiringAsync());

        await server.KillAsync();

        await prometheus.FiresAsync("PostureInstanceDown", "PostureNoFrontend");
    }

    [Fact]
    public async Task A_log_store_that_takes_nothing_fills_the_spool_and_then_frames_fail()
    {
        PrometheusServer.SkipUnlessInstalled();
        await using ServerProcess server = await ServerProcess.StartAsync(settings: new Dictionary<string, string>
        {
            ["Posture__PredictionLog__SpoolCapacityBytes"] = "1048576",
            ["Posture__PredictionLog__SegmentBytes"] = "65536",
        });
        // The lag is critical after 2 s instead of ten minutes.
        await using PrometheusServer prometheus = await WatchAsync(server, rules => rules
            .Replace("lag:seconds > 600", "lag:seconds > 2", StringComparison.Ordinal)
            .Replace("lag:seconds > 60", "lag:seconds > 1", StringComparison.Ordinal));
        await using DeviceClient device = await DeviceClient.ConnectAsync(server);
        await using var store = new SqliteConnection($"Data Source={Path.Combine(server.DataDirectory, "predictions.db")}");
        await store.OpenAsync();
        await using var hold = new SqliteCommand("begin immediate", store);
        await hold.ExecuteNonQueryAsync();

        await prometheus.FiresAsync(
            () => AskAsync(device, frames: 50),
            "PostureErrorRateWarning", "PostureErrorRateCritical", "PostureFramesRefused",
            "PostureSpoolBacklogWarning", "PostureSpoolBacklogCritical", "PostureLogLagWarning", "PostureLogLagCritical");
    }

    [Fact]
    public async Task A_thousand_open_sockets_are_many_and_two_thousand_too_many()
    {
        PrometheusServer.SkipUnlessInstalled();
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using PrometheusServer prometheus = await WatchAsync(server);
        var devices = new ConcurrentBag<DeviceClient>();
        await OpenAsync(1_000);
        await prometheus.FiresAsync("PostureConnectionsWarning");
        Assert.DoesNotContain("PostureConnectionsCritical", await prometheus.FiringAsync());
        await OpenAsync(1_001);
        await prometheus.FiresAsync("PostureConnectionsCritical");
        await Parallel.ForEachAsync(devices, (device, _) => device.DisposeAsync());

        Task OpenAsync(int count) => Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = 50 },
            async (_, _) => devices.Add(await DeviceClient.ConnectAsync(server)));
    }

    [Fact]
    public async Task Wrong_tokens_are_authentication_failures()
    {
        PrometheusServer.SkipUnlessInstalled();
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using PrometheusServer prometheus = await WatchAsync(server);
        await Until.TrueAsync(async () => (await prometheus.SamplesAsync("posture_auth_failures_total")).Count > 0, "the first scrape");
        using var http = new HttpClient { BaseAddress = server.BaseUri };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "nobody-has-this-token-here");

        for (int i = 0; i < 200; i++)
            (await http.GetAsync(new Uri("api/status", UriKind.Relative))).Dispose();

        await prometheus.FiresAsync("PostureAuthenticationFailures");
    }

    private static Task<PrometheusServer> WatchAsync(ServerProcess server, Func<string, string>? adapt = null) => PrometheusServer.StartAsync(
        [("posture_frontend", server.BaseUri)], rules => PrometheusServer.Hasten(adapt?.Invoke(rules) ?? rules));

    // As many at once as may wait for their replies.
    private static async Task AskAsync(DeviceClient device, int frames)
    {
        for (int frame = 0; frame < frames; frame++)
            await device.SendAsync(frame, 10);
        for (int frame = 0; frame < frames; frame++)
            await device.ReceiveAsync();
    }
}
