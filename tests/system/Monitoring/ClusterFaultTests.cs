using System.Diagnostics;
using Posture.Silo.Tests.Postgres;
using Posture.System.Tests.Cluster;
using Posture.System.Tests.Deployment;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Monitoring;

/// <summary>The shipped alerts fire on faults of a cluster, with a copy of the rules as in <see cref="AlertFaultTests"/>.</summary>
public sealed class ClusterFaultTests : IAsyncLifetime
{
    private readonly PostgresServer _postgres = new();

    public ValueTask InitializeAsync() => _postgres.InitializeAsync();

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();

    [Fact]
    public async Task A_silo_that_stands_still_makes_answers_slow_and_stores_that_go_are_missed()
    {
        PrometheusServer.SkipUnlessInstalled();
        MonitoringProgram.SkipUnlessInstalled(Exporters.PostgresProgram, Exporters.RedisProgram);
        Assert.SkipWhen(_postgres.Missing is not null, _postgres.Missing ?? "");
        Assert.SkipWhen(RedisServer.Missing is not null, RedisServer.Missing ?? "");
        await using RunningCluster cluster = await RunningCluster.StartAsync(_postgres, silos: 1, frontends: 1);
        await using MonitoringProgram postgres = await Exporters.PostgresAsync(cluster.Database);
        await using MonitoringProgram redis = await Exporters.RedisAsync(cluster.Redis.ConnectionString);
        ServerProcess silo = cluster.Silos.Single();
        await using PrometheusServer prometheus = await PrometheusServer.StartAsync(
            [
                ("posture_frontend", cluster.Frontends[0].BaseUri), ("posture_silo", silo.BaseUri),
                ("postgres", postgres.BaseUri), ("redis", redis.BaseUri),
            ],
            PrometheusServer.Hasten);
        await using DeviceClient device = await DeviceClient.ConnectAsync(cluster.Frontends[0]);
        await device.AskAsync(0, 10);

        await prometheus.FiresAsync(
            () => AskDuringAPauseAsync(device, silo), "PostureResponseTimeWarning", "PostureResponseTimeCritical");

        Assert.DoesNotContain(await prometheus.FiringAsync(), alert => alert is "PostureRedisDown" or "PostureDatabaseDown");
        await cluster.Redis.KillAsync();
        await _postgres.StopAsync();
        try
        {
            await prometheus.FiresAsync("PostureRedisDown", "PostureDatabaseDown");
        }
        finally
        {
            await _postgres.StartAsync();
        }
    }

    [Fact]
    public async Task A_certificate_of_one_day_expires_very_soon_and_an_entrance_without_frontend_is_down()
    {
        PrometheusServer.SkipUnlessInstalled();
        MonitoringProgram.SkipUnlessInstalled(Exporters.BlackboxProgram);
        Assert.SkipUnless(NginxProcess.IsInstalled, "nginx is not installed.");
        await using ServerProcess frontend = await ServerProcess.StartAsync();
        await using NginxProcess nginx = await NginxProcess.StartAsync(frontend);
        await using MonitoringProgram blackbox = await Exporters.BlackboxAsync();
        string target = Uri.EscapeDataString($"https://localhost:{nginx.TlsPort}/health");
        await using PrometheusServer prometheus = await PrometheusServer.StartAsync(
            [("entrance", new Uri(blackbox.BaseUri, $"probe?module=https&target={target}"))], PrometheusServer.Hasten);

        await prometheus.FiresAsync("PostureCertificateExpiring", "PostureCertificateExpiringCritical");
        Assert.DoesNotContain("PostureEntranceDown", await prometheus.FiringAsync());
        await frontend.KillAsync();
        await prometheus.FiresAsync("PostureEntranceDown");
    }

    // Longer than the critical threshold, shorter than what makes a silo count as dead.
    private static async Task AskDuringAPauseAsync(DeviceClient device, ServerProcess silo)
    {
        await silo.SignalAsync("STOP");
        await device.SendAsync(0, 10);
        long begun = Stopwatch.GetTimestamp();
        await Until.TrueAsync(() => Stopwatch.GetElapsedTime(begun) > TimeSpan.FromMilliseconds(700), "the pause to last");
        await silo.SignalAsync("CONT");
        await device.ReceiveAsync();
    }
}
