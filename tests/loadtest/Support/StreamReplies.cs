using System.Net.WebSockets;
using System.Text.Json.Nodes;
using MessagePack;

namespace Posture.LoadTest.Tests.Support;

/// <summary>Server messages as the v2 contract wants them, for tests to break.</summary>
internal static class StreamReplies
{
    public const string Hello =
        """{"type":"hello","stream":"0f3a","resume":"a~b","resumed":false,"acked":-1,"model":"2.1.0","max_batch":512,"credit":1024}""";

    public static string Ack(long sequence) => $$"""{"type":"ack","seq":{{sequence}}}""";

    public static JsonObject Prediction(long sequence, double timestampMs) => new()
    {
        ["type"] = "prediction",
        ["seq"] = sequence,
        ["posture"] = 2,
        ["confidence"] = 0.3,
        ["probabilities"] = new JsonArray(0.1, 0.1, 0.3, 0.1, 0.1, 0.1, 0.1, 0.1),
        ["t"] = timestampMs,
        ["model_version"] = "2.1.0",
    };

    /// <summary>Says hello, then answers each batch with what the test makes of the number of its last frame and of its time.</summary>
    public static async Task ServeStreamAsync(this WebSocket socket, bool isMsgpack, Func<long, double, IEnumerable<string>> answer)
    {
        await SendAsync(socket, isMsgpack, Hello);
        while (await ReceiveAsync(socket, isMsgpack) is { } batch)
        {
            JsonArray frames = batch["frames"]!.AsArray();
            long last = batch["seq"]!.GetValue<long>() + frames.Count - 1;
            foreach (string reply in answer(last, frames[^1]![0]!.GetValue<double>()))
                await SendAsync(socket, isMsgpack, reply);
        }

        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }

    private static Task SendAsync(WebSocket socket, bool isMsgpack, string message) => isMsgpack
        ? socket.SendAsync(MessagePackSerializer.ConvertFromJson(message), WebSocketMessageType.Binary, true, CancellationToken.None)
        : socket.SendTextAsync(message);

    private static async Task<JsonNode?> ReceiveAsync(WebSocket socket, bool isMsgpack)
    {
        var buffer = new byte[16 * 1024];
        WebSocketReceiveResult received = await socket.ReceiveAsync(buffer, CancellationToken.None);
        if (received.MessageType == WebSocketMessageType.Close)
            return null;
        Assert.Equal(isMsgpack ? WebSocketMessageType.Binary : WebSocketMessageType.Text, received.MessageType);
        ReadOnlyMemory<byte> message = buffer.AsMemory(0, received.Count);
        return JsonNode.Parse(isMsgpack ? MessagePackSerializer.ConvertToJson(message) : global::System.Text.Encoding.UTF8.GetString(message.Span));
    }
}
