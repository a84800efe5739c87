using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Posture.LoadTest.Tests.Support;

/// <summary>Server messages as the v1 contract wants them, for tests to break.</summary>
internal static class Replies
{
    public const string Welcome =
        """{"type":"welcome","message":"hello","timestamp":"2025-01-01T00:00:00Z","instructions":{}}""";

    /// <param name="timestamp">The echoed timestamp.</param>
    /// <param name="pitch">The echoed pitch.</param>
    /// <returns>A right prediction whose fields a test may change.</returns>
    public static JsonObject Prediction(double timestamp, double pitch) => JsonNode.Parse(
        $$"""
        {
          "type": "prediction", "predicted_posture": 2, "confidence": 0.3,
          "all_probabilities": {"0":0.1,"1":0.1,"2":0.3,"3":0.1,"4":0.1,"5":0.1,"6":0.1,"7":0.1},
          "input_timestamp": {{JsonSerializer.Serialize(timestamp)}},
          "input_relative_pitch": {{JsonSerializer.Serialize(pitch)}},
          "server_timestamp": "2025-01-01T00:00:00.123Z", "model_version": "1.0.0"
        }
        """)!.AsObject();

    /// <summary>The right reply to a request.</summary>
    public static JsonObject To(string request)
    {
        JsonNode frame = JsonNode.Parse(request)!;
        return Prediction(frame["timestamp"]!.GetValue<double>(), frame["relativePitch"]!.GetValue<double>());
    }

    public static Task SendTextAsync(this WebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);

    /// <returns>The next message, or null when the client said goodbye.</returns>
    public static async Task<string?> ReceiveTextAsync(this WebSocket socket)
    {
        var buffer = new byte[256];
        WebSocketReceiveResult received = await socket.ReceiveAsync(buffer, CancellationToken.None);
        return received.MessageType == WebSocketMessageType.Close
            ? null
            : Encoding.UTF8.GetString(buffer, 0, received.Count);
    }

    /// <summary>Welcomes, then answers each request with what the test makes of the right reply.</summary>
    public static async Task ServeAsync(this WebSocket socket, Func<JsonObject, string> answer)
    {
        await socket.SendTextAsync(Welcome);
        while (await socket.ReceiveTextAsync() is { } request)
            await socket.SendTextAsync(answer(To(request)));
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }
}
