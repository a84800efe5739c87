using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using Posture.LoadTest.Devices;
using Posture.LoadTest.Protocol;

namespace Posture.LoadTest.Load;

/// <summary>
/// Opens the sockets of a run, a bounded number at a time, each with a bounded number of tries and full-jitter backoff
/// (M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
/// </summary>
internal sealed class Connector(LoadPlan plan, Target target, FaultTally faults, TimeProvider time)
{
    private const int ConcurrentConnects = 64;
    private const int MaxTries = 5;
    private static readonly TimeSpan TryLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(200);

    private int _connected;

    /// <summary>Sockets that are open and welcomed so far.</summary>
    public int Connected => Volatile.Read(ref _connected);

    /// <summary>Connects every device; those that fail are counted as faults and left out.</summary>
    public async Task<IReadOnlyList<DeviceSocket>> ConnectAllAsync(CancellationToken cancellation)
    {
        var sockets = new DeviceSocket?[plan.Connections];
        var concurrency = new ParallelOptions
        {
            MaxDegreeOfParallelism = ConcurrentConnects,
            CancellationToken = cancellation,
        };
        try
        {
            await Parallel.ForAsync(0, plan.Connections, concurrency, async (index, token) =>
                sockets[index] = await ConnectAsync(index, token));
        }
        catch
        {
            foreach (DeviceSocket? socket in sockets)
                socket?.Dispose();
            throw;
        }
        return [.. sockets.OfType<DeviceSocket>()];
    }

    private async ValueTask<DeviceSocket?> ConnectAsync(int index, CancellationToken cancellation)
    {
        var device = new SimulatedDevice(index, intervalMs: 1_000 / plan.RateHz);
        try
        {
            WebSocket socket = await OpenAsync(device, index, cancellation);
            var opened = new DeviceSocket(socket, plan.Protocol.Create(device, plan.BatchFrames), faults, time);
            await WelcomedAsync(opened, cancellation);
            Interlocked.Increment(ref _connected);
            return opened;
        }
        catch (DeviceFaultException fault)
        {
            faults.Count(fault.Kind, () => fault.Message);
            return null;
        }
    }

    private static async Task WelcomedAsync(DeviceSocket socket, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TryLimit);
        try
        {
            await socket.ReceiveGreetingAsync(limit.Token);
        }
        catch (Exception failure) when (failure is DeviceFaultException or OperationCanceledException)
        {
            socket.Dispose();
            cancellation.ThrowIfCancellationRequested();
            throw failure as DeviceFaultException
                ?? new DeviceFaultException(FaultKind.BadWelcome, $"No welcome within {TryLimit}.", failure);
        }
    }

    private async Task<WebSocket> OpenAsync(SimulatedDevice device, int index, CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            var socket = new ClientWebSocket { Options = { CollectHttpResponseDetails = true } };
            if (plan.Protocol.Subprotocol() is { } subprotocol)
                socket.Options.AddSubProtocol(subprotocol);
            try
            {
                await DialAsync(socket, device, index, cancellation);
                return socket;
            }
            catch (Exception failure) when (failure is WebSocketException or OperationCanceledException)
            {
                bool isFinal = attempt == MaxTries || IsRefusal(socket.HttpStatusCode);
                socket.Dispose();
                cancellation.ThrowIfCancellationRequested();
                if (isFinal)
                    throw new DeviceFaultException(FaultKind.ConnectFailed, Describe(failure), failure);
            }
            TimeSpan backoff = FirstBackoff * Math.Pow(2, attempt - 1) * Random.Shared.NextDouble();
            await Task.Delay(backoff, time, cancellation);
        }
    }

    private async Task DialAsync(
        ClientWebSocket socket, SimulatedDevice device, int index, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TryLimit);
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            ConnectCallback = (context, token) => OpenStreamAsync(index, context.DnsEndPoint.Port, token),
        };
        using var invoker = new HttpMessageInvoker(handler);
        await socket.ConnectAsync(target.ForUser(plan.NamedUsers ? device.UserId : null), invoker, limit.Token);
    }

    private async ValueTask<Stream> OpenStreamAsync(int index, int port, CancellationToken cancellation)
    {
        var socket = new Socket(target.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (target.SourceAddress(index) is { } source)
                socket.Bind(new IPEndPoint(source, 0));
            await socket.ConnectAsync(new IPEndPoint(target.Address, port), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // 429 and 5xx may pass; any other answer to the upgrade will be the same next time.
    private static bool IsRefusal(HttpStatusCode status) =>
        status != 0 && status != HttpStatusCode.TooManyRequests && (int)status < 500;

    private static string Describe(Exception failure) => failure.InnerException is { } inner
        ? $"{failure.Message} {inner.Message}"
        : failure.Message;
}
