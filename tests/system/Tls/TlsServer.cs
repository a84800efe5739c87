using System.Net.Sockets;
using System.Net.WebSockets;
using Posture.LoadTest.Comparison;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Tls;

/// <summary>A frontend that serves TLS itself, for tests that share it.</summary>
public sealed class TlsServer : IAsyncLifetime
{
    internal OpensslCertificate Certificate { get; } = new();

    internal ServerProcess Process { get; private set; } = null!;

    internal int Port { get; } = FreePorts.Next();

    internal Uri BaseUri => new($"https://127.0.0.1:{Port}/");

    public async ValueTask InitializeAsync()
    {
        await Certificate.WriteAsync("first");
        int plainPort = FreePorts.Next();
        Process = await ServerProcess.StartAsync(settings: Certificate.Settings(Port, plainPort), port: plainPort);
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        Certificate.Dispose();
    }

    internal HttpClient Client() => new(new SocketsHttpHandler
    {
        SslOptions = new() { RemoteCertificateValidationCallback = Certificate.Accept },
    })
    {
        BaseAddress = BaseUri,
    };

    internal async Task<ClientWebSocket> ConnectAsync()
    {
        var socket = new ClientWebSocket();
        socket.Options.RemoteCertificateValidationCallback = Certificate.Accept;
        await socket.ConnectAsync(new Uri($"wss://127.0.0.1:{Port}/ws"), TestContext.Current.CancellationToken);
        return socket;
    }

    internal async Task<NetworkStream> ConnectPlainAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", Port);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
