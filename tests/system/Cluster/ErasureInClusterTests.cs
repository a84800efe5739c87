using System.Net;
using Posture.Silo.Tests.Postgres;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Cluster;

/// <summary>Somebody is erased while a silo that still has predictions of theirs is away.</summary>
public sealed class ErasureInClusterTests : IAsyncLifetime
{
    private readonly PostgresServer _postgres = new();

    public ValueTask InitializeAsync() => _postgres.InitializeAsync();

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();

    [Fact]
    public async Task A_silo_that_comes_back_brings_nothing_of_who_was_erased_and_all_of_the_others()
    {
        Assert.SkipWhen(_postgres.Missing is not null, _postgres.Missing ?? "");
        Assert.SkipWhen(RedisServer.Missing is not null, RedisServer.Missing ?? "");
        await using RunningCluster cluster = await RunningCluster.StartAsync(_postgres, silos: 2, frontends: 1);
        FleetLog log = await cluster.LeaveUnshippedAsync(silo: 0);
        string erased = cluster.SpoolOf(0).Users[0];
        await _postgres.StartAsync();

        using var http = new HttpClient { BaseAddress = cluster.Frontends[0].BaseUri };
        await Until.TrueAsync(() => IsErasedAsync(http, erased), "the user to be erased");
        Assert.Empty(await cluster.TablesThatNameAsync(erased));
        Assert.Contains(erased, cluster.SpoolOf(0).Users);

        await cluster.BringBackAsync(0);
        await Until.TrueAsync(() => cluster.SpoolOf(0).IsEmpty, "the spool to be shipped");
        Assert.Empty(await cluster.TablesThatNameAsync(erased));
        await Until.TrueAsync(
            async () => (await cluster.MissingAsync(log)).All(missing => missing.User == erased), "the others' predictions to be stored");
        Assert.All(await cluster.RowsAsync(), row => Assert.Equal(1, row.Value));

        // Who comes back is somebody new, and is logged.
        await using DeviceClient device = await DeviceClient.ConnectAsync(cluster.Frontends[0], "user=" + erased);
        await device.SendAsync(1, 10);
        Assert.Equal("prediction", (await device.ReceiveAsync()).GetProperty("type").GetString());
        await Until.TrueAsync(async () => (await cluster.RowsAsync()).ContainsKey((erased, 1)), "the new prediction to be stored");
    }

    private static async Task<bool> IsErasedAsync(HttpClient http, string user)
    {
        using HttpResponseMessage response = await http.DeleteAsync(new Uri($"api/users/{user}", UriKind.Relative));
        return response.StatusCode == HttpStatusCode.NoContent;
    }
}
