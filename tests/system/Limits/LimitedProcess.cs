using System.Net.Sockets;
using System.Text;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Limits;

/// <summary>A frontend that takes this machine for anybody, and raw connections to it.</summary>
internal static class LimitedProcess
{
    public static Task<ServerProcess> StartAsync(params (string Limit, string Value)[] limits) => ServerProcess.StartAsync(
        settings: limits.Append(("ExemptNetworks", "")).ToDictionary(limit => "Posture__Limits__" + limit.Item1, limit => limit.Item2));

    public static async Task<NetworkStream> ConnectAsync(ServerProcess server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server.BaseUri.Host, server.BaseUri.Port);
        return new NetworkStream(socket, ownsSocket: true);
    }

    public static async Task WriteAsync(NetworkStream stream, string text) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);

    /// <summary>All that the server still says before it hangs up, which it must within the time.</summary>
    public static async Task<string> ReadToEndAsync(NetworkStream stream, TimeSpan within)
    {
        using var limit = new CancellationTokenSource(within);
        var heard = new StringBuilder();
        byte[] buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer, limit.Token) is > 0 and var count)
                heard.Append(Encoding.ASCII.GetString(buffer, 0, count));
        }
        catch (IOException)
        {
            // Cut instead of closed.
        }

        return heard.ToString();
    }
}
