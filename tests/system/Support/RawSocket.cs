using System.Net.Sockets;
using System.Text;

namespace Posture.System.Tests.Support;

/// <summary>A WebSocket client that can break RFC 6455: it writes the bytes of its frames itself.</summary>
internal sealed class RawSocket : IAsyncDisposable
{
    private static readonly TimeSpan ReadLimit = TimeSpan.FromSeconds(30);

    private readonly TcpClient _tcp = new();

    private RawSocket()
    {
    }

    private NetworkStream Stream => _tcp.GetStream();

    /// <summary>The server's side of the handshake, line by line.</summary>
    public string[] Handshake { get; private set; } = [];

    /// <summary>Connects and reads past the handshake and the first message.</summary>
    public static async Task<RawSocket> ConnectAsync(ServerProcess server, params string[] headers)
    {
        var socket = new RawSocket();
        await socket._tcp.ConnectAsync(server.BaseUri.Host, server.BaseUri.Port);
        string request = $"""
            GET /ws HTTP/1.1
            Host: {server.BaseUri.Authority}
            Connection: Upgrade
            Upgrade: websocket
            Sec-WebSocket-Version: 13
            Sec-WebSocket-Key: {Convert.ToBase64String(Guid.NewGuid().ToByteArray())}
            {string.Concat(headers.Select(header => header + "\n"))}

            """.ReplaceLineEndings("\r\n");
        await socket.WriteAsync(Encoding.ASCII.GetBytes(request));
        await socket.ReadPastHandshakeAsync();
        (byte opcode, _) = await socket.ReadFrameAsync();
        Assert.Equal(1, opcode);
        return socket;
    }

    public async Task WriteAsync(byte[] bytes) => await Stream.WriteAsync(bytes);

    /// <summary>A masked frame; the mask of zeros leaves the payload as it is.</summary>
    public static byte[] Frame(byte firstByte, byte[] payload) => payload.Length < 126
        ? [firstByte, (byte)(0x80 | payload.Length), 0, 0, 0, 0, .. payload]
        : [firstByte, 0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length, 0, 0, 0, 0, .. payload];

    /// <summary>The close code that the server sends, or null when it just hangs up.</summary>
    public async Task<int?> ReadCloseAsync()
    {
        try
        {
            while (true)
            {
                (byte opcode, byte[] payload) = await ReadFrameAsync();
                if (opcode == 8)
                    return (payload[0] << 8) | payload[1];
            }
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The next frame's opcode and payload (RFC 6455 §5.2).</summary>
    public async Task<(byte Opcode, byte[] Payload)> ReadFrameAsync()
    {
        byte[] head = await ReadAsync(2);
        int length = head[1] & 0x7F;
        if (length == 126)
        {
            byte[] extended = await ReadAsync(2);
            length = (extended[0] << 8) | extended[1];
        }

        return ((byte)(head[0] & 0x0F), await ReadAsync(length));
    }

    public ValueTask DisposeAsync()
    {
        _tcp.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task ReadPastHandshakeAsync()
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            head.Append((char)(await ReadAsync(1))[0]);
        Handshake = head.ToString().Split("\r\n");
        Assert.StartsWith("HTTP/1.1 101", Handshake[0], StringComparison.Ordinal);
    }

    private async Task<byte[]> ReadAsync(int count)
    {
        var bytes = new byte[count];
        using var limit = new CancellationTokenSource(ReadLimit);
        await Stream.ReadExactlyAsync(bytes, limit.Token);
        return bytes;
    }
}
