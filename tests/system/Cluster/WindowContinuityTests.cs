using System.Net.Http.Json;
using System.Text.Json;
using Posture.Silo.Tests.Postgres;
using Posture.System.Tests.Streams;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Cluster;

/// <summary>Windows live in the memory of a silo; when it dies, nobody's prediction may rest on a few frames.</summary>
public sealed class WindowContinuityTests : IAsyncLifetime
{
    private const int Wearers = 20, FramesInWindow = 20, StepMs = 500;

    private readonly PostgresServer _postgres = new();

    public ValueTask InitializeAsync() => _postgres.InitializeAsync();

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();

    [Fact]
    public async Task After_a_silo_is_lost_the_next_prediction_of_everybody_rests_on_a_full_window()
    {
        Assert.SkipWhen(_postgres.Missing is not null, _postgres.Missing ?? "");
        Assert.SkipWhen(RedisServer.Missing is not null, RedisServer.Missing ?? "");
        await using RunningCluster cluster = await RunningCluster.StartAsync(_postgres, silos: 2, frontends: 1);
        ServerProcess frontend = cluster.Frontends[0];
        DeviceClient[] devices = await Task.WhenAll(
            Enumerable.Range(0, Wearers).Select(wearer => DeviceClient.ConnectAsync(frontend, "user=v1-" + wearer)));
        StreamClient[] streams = await Task.WhenAll(
            Enumerable.Range(0, Wearers).Select(wearer => StreamClient.ConnectAsync(frontend, "user=v2-" + wearer)));
        for (int frame = 0; frame <= FramesInWindow; frame++)
            await SendAsync(devices, streams, frame);

        await cluster.Silos.First().KillAsync();
        await SendAsync(devices, streams, FramesInWindow + 1);

        using var client = new HttpClient { BaseAddress = frontend.BaseUri };
        for (int wearer = 0; wearer < Wearers; wearer++)
        {
            await AssertFullAsync(client, "v1-" + wearer);
            await AssertFullAsync(client, "v2-" + wearer);
        }
    }

    private static async Task SendAsync(DeviceClient[] devices, StreamClient[] streams, int frame)
    {
        await Task.WhenAll(devices.Select(async device => PredictionAssert.IsWhole(await device.AskAsync(frame * StepMs, 12))));
        await Task.WhenAll(streams.Select(stream => stream.PushAsync(frame, 1, frame * StepMs, 12)));
    }

    private static async Task AssertFullAsync(HttpClient client, string user)
    {
        JsonElement view = await client.GetFromJsonAsync<JsonElement>("api/users/" + user);
        JsonElement window = view.GetProperty("last_prediction").GetProperty("window");
        Assert.Equal(FramesInWindow, window.GetProperty("frames").GetInt32());
        Assert.InRange(window.GetProperty("fill").GetDouble(), 0.95, 1);
    }
}
