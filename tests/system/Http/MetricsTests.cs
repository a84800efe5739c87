using Posture.System.Tests.Support;

namespace Posture.System.Tests.Http;

/// <summary>The number of series is a property of the program, not of its users.</summary>
public sealed class MetricsTests
{
    [Fact]
    public async Task The_number_of_series_does_not_grow_with_users()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await VisitAsync(server, users: 10);
        int few = await SeriesAsync(server);
        await VisitAsync(server, users: 300);

        Assert.Equal(few, await SeriesAsync(server));
    }

    private static async Task VisitAsync(ServerProcess server, int users)
    {
        for (int user = 0; user < users; user++)
        {
            await using DeviceClient device = await DeviceClient.ConnectAsync(server, "user=" + Server.NewUser());
            // From -170 to 170 degrees every posture is predicted for somebody.
            await device.AskAsync(1, (user * 17 % 341) - 170);
            await device.AskAsync("{}");
            await device.CloseAsync();
        }
    }

    private static async Task<int> SeriesAsync(ServerProcess server)
    {
        using var client = new HttpClient { BaseAddress = server.BaseUri };
        string page = await client.GetStringAsync(new Uri("metrics", UriKind.Relative));
        return page.Split('\n').Count(line => line.StartsWith("posture_", StringComparison.Ordinal));
    }
}
