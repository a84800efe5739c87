using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Posture.Silo.Tests.Postgres;
using Posture.System.Tests.Alerts;
using Posture.System.Tests.Cluster;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Upgrade;

/// <summary>
/// A cluster that goes from the previous version to this one and back, process by process, under load. <c>tests/drill
/// Upgrade</c> runs it: to build the previous version takes longer than a test should.
/// </summary>
public sealed class UpgradeTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Silos = 3, Frontends = 2, Devices = 40;
    private const double Hertz = 2, CalmSeconds = 3;
    private const string Settings =
        """{"enabled":true,"bad_postures":[2],"after_seconds":30,"clear_after_seconds":10}""";
    private const string OtherSettings =
        """{"enabled":true,"bad_postures":[1,2],"after_seconds":45,"clear_after_seconds":10}""";

    private readonly DrillRecord _record = new(output);
    private readonly PostgresServer _postgres = new();

    public ValueTask InitializeAsync() => _postgres.InitializeAsync();

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();

    [Fact]
    public async Task Two_versions_are_one_cluster_and_the_way_there_and_back_loses_no_frame()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("POSTURE_DRILL") == "long", "Run by: tests/drill Upgrade");
        Assert.SkipWhen(_postgres.Missing is not null, _postgres.Missing ?? "");
        Assert.SkipWhen(RedisServer.Missing is not null, RedisServer.Missing ?? "");
        string previous = await PreviousVersion.BuildAsync(output.WriteLine);
        await using RunningCluster cluster = await RunningCluster.StartAsync(_postgres, Silos, Frontends, build: previous);
        await AssertVersionsAsync(cluster, PreviousVersion.Version, PreviousVersion.Version);
        string oldModel = await ModelAsync(cluster);
        long oldScripts = await ScriptsAsync(cluster);
        await ChooseAsync(cluster, Settings);
        var paced = new PacedFleet(cluster.Frontends, Devices, Hertz);
        var streaming = new StreamingFleet(cluster.Frontends, Devices, Hertz);
        Task running = Task.WhenAll(paced.RunAsync(), streaming.RunAsync());
        Task CalmAsync() => Task.WhenAll(ConfirmedAsync(paced.Log), ConfirmedAsync(streaming.Log));
        await _record.Say("the previous version", CalmAsync());

        cluster.Build = null;
        await ReplaceSilosAsync(cluster, CalmAsync);
        await AssertChosenAsync(cluster, 30);
        await ReplaceFrontendsAsync(cluster, CalmAsync);
        await AssertVersionsAsync(cluster, "0.1.0", "0.1.0");
        long newScripts = await ScriptsAsync(cluster);
        output.WriteLine($"schema: {oldScripts} scripts, now {newScripts}");
        await ChooseAsync(cluster, OtherSettings);
        await ActivateAsync(cluster, "2.0.0");
        await _record.Say("another model", CalmAsync());

        cluster.Build = previous;
        await ReplaceFrontendsAsync(cluster, CalmAsync);
        await ReplaceSilosAsync(cluster, CalmAsync);
        await AssertVersionsAsync(cluster, PreviousVersion.Version, PreviousVersion.Version);
        Assert.Equal(newScripts, await ScriptsAsync(cluster));
        await AssertChosenAsync(cluster, 45);
        Assert.Equal("2.0.0", await ModelAsync(cluster));
        await PostAsync(cluster, "api/models/rollback");
        await Until.TrueAsync(async () => await ModelAsync(cluster) == oldModel, $"model {oldModel} to answer");
        await _record.Say("the previous version and model", CalmAsync());

        paced.Stop();
        streaming.Stop();
        await running;
        await _record.AssertNothingLostAsync(cluster, paced, streaming);
    }

    private async Task ReplaceSilosAsync(RunningCluster cluster, Func<Task> calmAsync)
    {
        for (int silo = 0; silo < Silos; silo++)
        {
            await _record.Say($"silo {silo} is replaced", cluster.RestartSiloAsync(silo));
            await calmAsync();
        }
    }

    private async Task ReplaceFrontendsAsync(RunningCluster cluster, Func<Task> calmAsync)
    {
        for (int frontend = 0; frontend < Frontends; frontend++)
        {
            await _record.Say($"frontend {frontend} is replaced", cluster.RestartFrontendAsync(frontend));
            await calmAsync();
        }
    }

    private static Task ConfirmedAsync(FleetLog log)
    {
        int due = log.Confirmed.Count + (int)(CalmSeconds * Devices * Hertz);
        return Until.TrueAsync(() => log.Confirmed.Count >= due, "more frames to be confirmed");
    }

    private static async Task AssertVersionsAsync(RunningCluster cluster, string silos, string frontends)
    {
        Assert.All(await Task.WhenAll(cluster.Silos.Select(VersionAsync)), version => Assert.Equal(silos, version));
        Assert.All(await Task.WhenAll(cluster.Frontends.Select(VersionAsync)), version => Assert.Equal(frontends, version));
    }

    private static async Task<string> VersionAsync(ServerProcess process)
    {
        using var http = new HttpClient { BaseAddress = process.BaseUri };
        return (await http.GetFromJsonAsync<JsonElement>(new Uri("health", UriKind.Relative))).GetProperty("version").GetString()!;
    }

    private static async Task<long> ScriptsAsync(RunningCluster cluster)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(cluster.Database);
        await using NpgsqlCommand command = source.CreateCommand("select count(*) from schemaversions");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    // What a wearer chose is grain state: one version writes it, the other reads it.
    private static async Task ChooseAsync(RunningCluster cluster, string settings)
    {
        using var alerts = new AlertClient(cluster.Frontends[0], "chooser");
        (await alerts.ConfigureAsync(settings)).EnsureSuccessStatusCode();
    }

    private static async Task AssertChosenAsync(RunningCluster cluster, int afterSeconds)
    {
        using var alerts = new AlertClient(cluster.Frontends[0], "chooser");
        Assert.Equal(afterSeconds, (await alerts.StatusAsync()).GetProperty("after_seconds").GetInt32());
    }

    private static async Task<string> ModelAsync(RunningCluster cluster)
    {
        await using DeviceClient device = await DeviceClient.ConnectAsync(cluster.Frontends[0]);
        return (await device.AskAsync(0, 10)).GetProperty("model_version").GetString()!;
    }

    private static async Task ActivateAsync(RunningCluster cluster, string version)
    {
        await PostAsync(cluster, $"api/models/{version}/activate");
        await Until.TrueAsync(async () => await ModelAsync(cluster) == version, $"model {version} to answer");
    }

    private static async Task PostAsync(RunningCluster cluster, string path)
    {
        using var http = new HttpClient { BaseAddress = cluster.Frontends[0].BaseUri };
        using HttpResponseMessage answer = await http.PostAsync(new Uri(path, UriKind.Relative), null);
        answer.EnsureSuccessStatusCode();
    }
}
