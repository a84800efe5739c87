using System.Net.WebSockets;
using MessagePack;

namespace Posture.Frontend.Protocol.V2.Encodings;

/// <summary>
/// MessagePack (github.com/msgpack/msgpack, spec.md) in binary messages: the objects of the JSON encoding as maps with the
/// same names. Numbers may have any numeric type that holds them.
/// </summary>
internal sealed class MsgpackEncoding : IStreamEncoding
{
    public string Subprotocol => "posture.v2.msgpack";

    public string Label => "v2.msgpack";

    public WebSocketMessageType MessageType => WebSocketMessageType.Binary;

    public ClientMessage Decode(ReadOnlyMemory<byte> message, long receivedAtUnixMicros)
    {
        try
        {
            return MessageDecoder.Decode(MsgpackFields.Scan(message), receivedAtUnixMicros);
        }
        catch (Exception e) when (e
            is MessagePackSerializationException or EndOfStreamException or ArgumentOutOfRangeException or OverflowException)
        {
            // The latter two are how the library takes lengths of more than 2^31.
            return new RefusedMessage(StreamError.InvalidMsgpack, "The message is not valid MessagePack.");
        }
    }

    public IMessageWriter CreateWriter() => new MsgpackWriter();
}
