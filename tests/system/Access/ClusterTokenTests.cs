using System.Net;
using System.Net.WebSockets;
using Posture.Silo.Tests.Postgres;
using Posture.System.Tests.Cluster;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Access;

/// <summary>Tokens in a cluster of one silo and two frontends for the public, with PostgreSQL coming and going.</summary>
public sealed class ClusterTokenTests : IAsyncLifetime
{
    private readonly PostgresServer _postgres = new();

    public ValueTask InitializeAsync() => _postgres.InitializeAsync();

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();

    [Fact]
    public async Task Every_frontend_knows_the_tokens_shows_the_dashboard_and_learns_of_a_revocation()
    {
        Assert.SkipWhen(_postgres.Missing is not null, _postgres.Missing ?? "");
        Assert.SkipWhen(RedisServer.Missing is not null, RedisServer.Missing ?? "");
        await using RunningCluster cluster = await RunningCluster.StartAsync(_postgres, silos: 1, frontends: 0);
        ServerProcess one = await cluster.AddPublicFrontendAsync(Operator.Settings());
        ServerProcess two = await cluster.AddPublicFrontendAsync(Operator.Settings());
        using var operators = new Operator(one);

        (long id, string token) = await operators.RegisterAsync(Server.NewUser());
        (_, string unseen) = await operators.RegisterAsync(Server.NewUser());
        await using TokenBearer socket = await TokenBearer.ConnectAsync(two, bearer: token);
        await DashboardShowsTheSilosAsync(two);

        await _postgres.StopAsync();
        Assert.Equal(HttpStatusCode.UpgradeRequired, await TokenBearer.StatusAsync(two, "ws", token));
        using (HttpResponseMessage answer = await TokenBearer.SendAsync(two, "ws", unseen))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.NotNull(answer.Headers.RetryAfter);
        }

        PredictionAssert.IsWhole(await socket.AskAsync("""{"timestamp": 1, "relativePitch": 2}"""));
        await _postgres.StartAsync();
        await Until.TrueAsync(
            async () => await TokenBearer.StatusAsync(two, "ws", unseen) == HttpStatusCode.UpgradeRequired, "PostgreSQL to be back");

        Assert.Equal(HttpStatusCode.NoContent, await operators.DeleteAsync($"api/devices/{id}"));
        Assert.Equal((WebSocketCloseStatus)4401, await socket.CloseWhileStreamingAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, await TokenBearer.StatusAsync(two, "ws", token));
        Assert.All(cluster.Frontends.Concat(cluster.Silos), process =>
        {
            Assert.DoesNotContain(token, process.Output, StringComparison.Ordinal);
            Assert.DoesNotContain(Operator.Token, process.Output, StringComparison.Ordinal);
        });
    }

    private static async Task DashboardShowsTheSilosAsync(ServerProcess frontend)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await TokenBearer.StatusAsync(frontend, "dashboard/"));
        Assert.Equal(HttpStatusCode.Unauthorized, await TokenBearer.StatusAsync(frontend, "dashboard/DashboardCounters"));
        using HttpResponseMessage page = await TokenBearer.SendAsync(frontend, "dashboard/", password: Operator.Token);
        Assert.Contains("Orleans Dashboard", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await Until.TrueAsync(
            async () =>
            {
                using HttpResponseMessage counters = await TokenBearer.SendAsync(
                    frontend, "dashboard/DashboardCounters", password: Operator.Token);
                return counters.IsSuccessStatusCode
                    && (await counters.Content.ReadAsStringAsync()).Contains("usergrain", StringComparison.OrdinalIgnoreCase);
            },
            "the silo's grains on the dashboard");
    }
}
