using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Limits;

/// <summary>Callers who ask for more than their share, in front of the real server.</summary>
public sealed class CallerLimitTests
{
    [Fact]
    public async Task An_address_has_so_many_sockets_and_the_next_is_told_to_come_back()
    {
        await using ServerProcess server = await LimitedProcess.StartAsync(("SocketsPerAddress", "2"));
        await using DeviceClient first = await DeviceClient.ConnectAsync(server);
        await using DeviceClient second = await DeviceClient.ConnectAsync(server);

        using (HttpResponseMessage refused = await HandshakeAsync(server))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Equal(10, refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
            Assert.Contains("Too many sockets of this address are open.", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        PredictionAssert.IsWhole(await first.AskAsync(1, 2));
        Assert.Equal(1, await MetricsPage.ReadAsync(server, "posture_limits_refused_total{limit=\"sockets_per_address\"}"));
        Assert.Equal(1, await MetricsPage.ReadAsync(server, "posture_websocket_refused_total{reason=\"sockets_per_address\"}"));
        await second.CloseAsync();
        await Until.TrueAsync(
            async () =>
            {
                using HttpResponseMessage answer = await HandshakeAsync(server);
                return answer.StatusCode == HttpStatusCode.SwitchingProtocols;
            },
            "the place of the socket that left");
    }

    [Fact]
    public async Task A_socket_that_is_too_fast_is_slowed_down_and_loses_nothing()
    {
        const int Frames = 700;
        await using ServerProcess server = await LimitedProcess.StartAsync(("FramesPerSecondPerSocket", "50"));
        await using DeviceClient device = await DeviceClient.ConnectAsync(server);
        long begun = Stopwatch.GetTimestamp();

        Task sending = Task.Run(async () =>
        {
            for (int i = 0; i < Frames; i++)
                await device.SendAsync(i * 20, 1);
        });
        for (int i = 0; i < Frames; i++)
            Assert.Equal(i * 20, (await device.ReceiveAsync()).GetProperty("input_timestamp").GetDouble());
        await sending;

        // A bucket of 512 first, then 50 a second.
        Assert.InRange(Stopwatch.GetElapsedTime(begun).TotalSeconds, 3, 20);
        Assert.InRange(await MetricsPage.ReadAsync(server, "posture_websocket_paused_total{reason=\"rate\"}"), 1, 700);
    }

    [Fact]
    public async Task An_address_has_so_many_connections_and_the_next_is_cut()
    {
        await using ServerProcess server = await LimitedProcess.StartAsync(("ConnectionsPerAddress", "10"));
        var open = new List<NetworkStream>();
        int cutAtOnce = 0;
        for (int i = 0; i < 20; i++)
        {
            try
            {
                open.Add(await LimitedProcess.ConnectAsync(server));
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
            {
                cutAtOnce++;
            }
        }

        Task<string>[] heard = [.. open.Select(stream => LimitedProcess.ReadToEndAsync(stream, TimeSpan.FromSeconds(60)))];
        await Until.TrueAsync(() => cutAtOnce + heard.Count(cut => cut.IsCompletedSuccessfully) >= 10, "ten of them to be cut");
        foreach (NetworkStream stream in open)
            await stream.DisposeAsync();

        await Until.TrueAsync(async () => await CutAsync(server) >= 10, "the count of those that were cut");
    }

    [Fact]
    public async Task A_wrong_network_stops_the_start()
    {
        await using ServerProcess server = await ServerProcess.StartAndExpectExitAsync(settings: new Dictionary<string, string>
        {
            ["Posture__Limits__ExemptNetworks"] = "10.0.0.0/8,192.168.0.0/16",
        });

        Assert.Equal(1, server.ExitCode);
        Assert.Contains(
            "Posture__Limits__ExemptNetworks = '10.0.0.0/8,192.168.0.0/16': networks such as 10.0.0.0/8;fd00::/8 expected.",
            server.Output, StringComparison.Ordinal);
    }

    private static async Task<double> CutAsync(ServerProcess server)
    {
        try
        {
            return await MetricsPage.ReadAsync(server, "posture_limits_refused_total{limit=\"connections_per_address\"}");
        }
        catch (HttpRequestException)
        {
            // Our own connection is one of the address.
            return 0;
        }
    }

    private static async Task<HttpResponseMessage> HandshakeAsync(ServerProcess server)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.BaseUri, "ws"));
        request.Headers.Add("Connection", "Upgrade");
        request.Headers.Add("Upgrade", "websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", Convert.ToBase64String(Guid.NewGuid().ToByteArray()));
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
