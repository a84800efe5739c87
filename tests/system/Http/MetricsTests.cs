using System.Net;
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

    private static async Task VisitAllAsync(ServerProcess server, int users)
    {
        using var http = new HttpClient { BaseAddress = server.BaseUri };
        await Parallel.ForAsync(
            0, users, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (user, _) => await VisitAsync(server, http, user));
    }

    private static async Task VisitAsync(ServerProcess server, HttpClient http, int number)
    {
        string user = Server.NewUser();
        await AskAsync(http, HttpMethod.Get, $"api/users/{user}");
        await AskAsync(http, new HttpMethod($"METHOD{number}"), $"nothing/{user}");
        await using DeviceClient device = await DeviceClient.ConnectAsync(server, "user=" + user);
        // From -170 to 170 degrees every posture is predicted for somebody.
        await device.AskAsync(1, (number * 17 % 341) - 170);
        await device.AskAsync("{}");
        await device.CloseAsync();
    }

    private static async Task AskAsync(HttpClient http, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        using HttpResponseMessage response = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static async Task<int> SeriesAsync(ServerProcess server)
    {
        using var client = new HttpClient { BaseAddress = server.BaseUri };
        string page = await client.GetStringAsync(new Uri("metrics", UriKind.Relative));
        return page.Split('\n').Count(line => line.StartsWith("posture_", StringComparison.Ordinal));
    }
}
