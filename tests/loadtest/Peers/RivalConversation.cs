using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using Posture.LoadTest.CommandLine;
using Posture.LoadTest.Comparison;
using Posture.LoadTest.Tests.Support;

namespace Posture.LoadTest.Tests.Peers;

/// <summary>How the tests of rivals come by one and speak with it.</summary>
internal static class RivalConversation
{
    /// <param name="rival">A folder in loadtest/peers; the test is skipped when what it needs is not installed.</param>
    public static IReadOnlyList<ServerLaunch> VariantsOrSkip(string rival)
    {
        try
        {
            return RivalLaunch.Variants(new DirectoryInfo(Path.Combine(RepositoryFolder.Root, "loadtest/peers", rival)));
        }
        catch (CannotRunException missing)
        {
            Assert.Skip(missing.Message);
            throw;
        }
    }

    /// <returns>The welcome, and the reply to each message, which is sent when the one before has its reply.</returns>
    public static async Task<IReadOnlyList<JsonElement>> RepliesAsync(Uri server, IReadOnlyList<string> messages)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = "/ws" }.Uri, limit.Token);
        var replies = new List<JsonElement> { await ReceiveAsync(socket, limit.Token) };
        foreach (string message in messages)
        {
            await socket.SendTextAsync(message);
            replies.Add(await ReceiveAsync(socket, limit.Token));
        }
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
        return replies;
    }

    /// <summary>Kills the server the moment that the last of its replies is there: nothing that it does later is done.</summary>
    /// <returns>The prediction that answered each message.</returns>
    public static async Task<IReadOnlyList<JsonElement>> RepliesUntilKilledAsync(ServerProcess server, IReadOnlyList<string> messages)
    {
        await using ServerProcess killed = server;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(server.BaseUri) { Scheme = "ws", Path = "/ws" }.Uri, limit.Token);
        await ReceiveAsync(socket, limit.Token);
        // Looked up beforehand: to find them takes longer than a server needs to catch up.
        Process[] processes = [.. server.ProcessIds.Select(Process.GetProcessById)];
        foreach (string message in messages)
            await socket.SendTextAsync(message);
        var replies = new List<JsonElement>();
        while (replies.Count < messages.Count)
            replies.Add(await ReceiveAsync(socket, limit.Token));
        foreach (Process process in processes)
            process.Kill();
        return replies;
    }

    private static async Task<JsonElement> ReceiveAsync(ClientWebSocket socket, CancellationToken cancellation)
    {
        var buffer = new byte[4096];
        ValueWebSocketReceiveResult received = await socket.ReceiveAsync(buffer.AsMemory(), cancellation);
        Assert.True(received.EndOfMessage);
        return JsonDocument.Parse(buffer.AsMemory(0, received.Count)).RootElement;
    }
}
