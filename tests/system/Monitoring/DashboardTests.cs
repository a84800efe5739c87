using System.Net.Http.Headers;
using System.Net.Http.Json;
using Posture.Silo.Tests.Postgres;
using Posture.System.Tests.Cluster;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Monitoring;

/// <summary>Every panel of the dashboards shows something, of a cluster that is used.</summary>
public sealed class DashboardTests : IAsyncLifetime
{
    /// <summary>Panels that may show nothing here. None does: the load below makes something of everything.</summary>
    private static readonly string[] MayBeEmpty = [];

    private readonly PostgresServer _postgres = new();

    public ValueTask InitializeAsync() => _postgres.InitializeAsync();

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();

    [Fact]
    public async Task Every_panel_finds_samples_in_a_real_Prometheus()
    {
        PrometheusServer.SkipUnlessInstalled();
        MonitoringProgram.SkipUnlessInstalled(Exporters.NodeProgram, Exporters.PostgresProgram, Exporters.RedisProgram);
        Assert.SkipWhen(_postgres.Missing is not null, _postgres.Missing ?? "");
        Assert.SkipWhen(RedisServer.Missing is not null, RedisServer.Missing ?? "");
        await using RunningCluster cluster = await RunningCluster.StartAsync(_postgres, silos: 1, frontends: 1);
        string textFiles = Directory.CreateTempSubdirectory("posture-textfiles-").FullName;
        await using MonitoringProgram node = await Exporters.NodeAsync(textFiles);
        await using MonitoringProgram postgres = await Exporters.PostgresAsync(cluster.Database);
        await using MonitoringProgram redis = await Exporters.RedisAsync(cluster.Redis.ConnectionString);
        await using PrometheusServer prometheus = await PrometheusServer.StartAsync(
        [
            ("posture_frontend", cluster.Frontends[0].BaseUri),
            ("posture_silo", cluster.Silos.Single().BaseUri),
            ("node", node.BaseUri),
            ("postgres", postgres.BaseUri),
            ("redis", redis.BaseUri),
        ]);

        using var enough = new CancellationTokenSource();
        Task load = UseAsync(cluster.Frontends[0], enough.Token);
        var empty = new List<PanelQuery>();
        foreach (PanelQuery query in DashboardPanels.Queries())
        {
            if (!await FindsAsync(prometheus, query))
                empty.Add(query);
        }

        await enough.CancelAsync();
        await load;
        Assert.DoesNotContain(empty, query => !MayBeEmpty.Contains(query.Panel));
        Assert.All(MayBeEmpty, panel => Assert.Contains(panel, empty.Select(query => query.Panel)));
    }

    private static async Task<bool> FindsAsync(PrometheusServer prometheus, PanelQuery query)
    {
        try
        {
            await Until.TrueAsync(
                async () => (await prometheus.SamplesAsync(query.Expression)).Any(double.IsFinite), $"{query}", TimeSpan.FromSeconds(20));
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static async Task UseAsync(ServerProcess server, CancellationToken enough)
    {
        string user = Server.NewUser();
        using var http = new HttpClient { BaseAddress = server.BaseUri };
        await using DeviceClient device = await DeviceClient.ConnectAsync(server, "user=" + user);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (int frame = 0; !enough.IsCancellationRequested; frame++)
        {
            await device.AskAsync(frame * 100, frame % 60);
            if (frame % 10 == 0)
                await AskOverHttpAsync(http, user);
            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private static async Task AskOverHttpAsync(HttpClient http, string user)
    {
        using HttpResponseMessage trial = await http.PostAsJsonAsync("test-prediction", new { timestamp = 12345, relativePitch = -10.5 });
        Assert.True(trial.IsSuccessStatusCode);

        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using HttpResponseMessage feedback = await http.PostAsJsonAsync(
            $"api/users/{user}/feedback", new { posture = 3, from = now.AddSeconds(-2).ToString("O"), to = now.ToString("O") });

        using var stranger = new HttpRequestMessage(HttpMethod.Get, new Uri("api/status", UriKind.Relative));
        stranger.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "nobody-has-this-token-here");
        using HttpResponseMessage refused = await http.SendAsync(stranger);
        Assert.False(refused.IsSuccessStatusCode);
    }
}
