using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Logs;

/// <summary>A request that takes its time, because its client does.</summary>
internal static class SlowRequest
{
    /// <summary>Sends a body's last byte only after <paramref name="pause"/>, and returns the status line.</summary>
    public static async Task<string> SendAsync(ServerProcess server, TimeSpan pause)
    {
        const string body = """{"timestamp": 12345, "relativePitch": -10.5}""";
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(server.BaseUri.Host, server.BaseUri.Port);
        NetworkStream stream = tcp.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /test-prediction HTTP/1.1\r\nHost: {server.BaseUri.Authority}\r\nContent-Type: application/json\r\n" +
            $"Content-Length: {body.Length}\r\nConnection: close\r\n\r\n{body[..^1]}"));
        long begun = Stopwatch.GetTimestamp();
        await Until.TrueAsync(() => Stopwatch.GetElapsedTime(begun) > pause, "the pause to be over");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(body[^1..]));
        using var reader = new StreamReader(stream);
        return (await reader.ReadLineAsync())!;
    }
}
