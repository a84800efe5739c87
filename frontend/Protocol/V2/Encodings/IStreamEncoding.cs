using System.Net.WebSockets;

namespace Posture.Frontend.Protocol.V2.Encodings;

/// <summary>How the messages of protocol v2 become bytes. What they say and mean is the same in each encoding.</summary>
internal interface IStreamEncoding
{
    /// <summary>The subprotocol that asks for it.</summary>
    string Subprotocol { get; }

    /// <summary>What logs and counters call a connection that speaks it.</summary>
    string Label { get; }

    /// <summary>The only type of WebSocket message that it is sent in.</summary>
    WebSocketMessageType MessageType { get; }

    /// <summary>Decodes one message; what is wrong with it is a <see cref="RefusedMessage"/>.</summary>
    ClientMessage Decode(ReadOnlyMemory<byte> message, long receivedAtUnixMicros);

    /// <summary>A writer for one connection.</summary>
    IMessageWriter CreateWriter();
}
