using System.Net.WebSockets;
using System.Text.Json;

namespace Posture.Frontend.Protocol.V2.Encodings;

/// <summary>
/// JSON (RFC 8259) in text messages. Unknown fields are ignored, of repeated fields the last one counts, nesting ends at 64
/// levels.
/// </summary>
internal sealed class JsonEncoding : IStreamEncoding
{
    public string Subprotocol => "posture.v2.json";

    public string Label => "v2";

    public WebSocketMessageType MessageType => WebSocketMessageType.Text;

    public ClientMessage Decode(ReadOnlyMemory<byte> message, long receivedAtUnixMicros)
    {
        try
        {
            using JsonDocument document = Parse(message);
            return MessageDecoder.Decode(new JsonFields(document.RootElement), receivedAtUnixMicros);
        }
        catch (JsonException)
        {
            return new RefusedMessage(StreamError.InvalidJson, "The message is not valid JSON.");
        }
        catch (InvalidOperationException)
        {
            // A name or text with an escaped surrogate that lacks its other half is no text that could be compared.
            return new RefusedMessage(StreamError.InvalidJson, "The message holds text that is not Unicode.");
        }
    }

    public IMessageWriter CreateWriter() => new JsonStreamWriter();

    private static JsonDocument Parse(ReadOnlyMemory<byte> message)
    {
        try
        {
            return JsonDocument.Parse(message);
        }
        catch (JsonException) when (NonFiniteLiterals.Replace(message.Span) is { } readable)
        {
            return JsonDocument.Parse(readable);
        }
    }
}
