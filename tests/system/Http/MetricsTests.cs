using Posture.System.Tests.Support;

namespace Posture.System.Tests.Http;

/// <summary>The number of series is a property of the program, not of its users.</summary>
public sealed class MetricsTests
{
    [Fact]
    public async Task The_number_of_series_does_not_grow_with_users()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await VisitAllAsync(server, users: 10);
        int few = await SeriesAsync(server);
        await VisitAllAsync(server, users: 2_000);

        Assert.Equal(few, await SeriesAsync(server));
    }

    private static Task VisitAllAsync(ServerProcess server, int users) => Parallel.ForAsync(
        0, users, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (user, _) => await VisitAsync(server, user));

    private static async Task VisitAsync(ServerProcess server, int user)
    {
        await using DeviceClient device = await DeviceClient.ConnectAsync(server, "user=" + Server.NewUser());
        // From -170 to 170 degrees every posture is predicted for somebody.
        await device.AskAsync(1, (user * 17 % 341) - 170);
        await device.AskAsync("{}");
        await device.CloseAsync();
    }

    private static async Task<int> SeriesAsync(ServerProcess server)
    {
        using var client = new HttpClient { BaseAddress = server.BaseUri };
        string page = await client.GetStringAsync(new Uri("metrics", UriKind.Relative));
        return page.Split('\n').Count(line => line.StartsWith("posture_", StringComparison.Ordinal));
    }
}
