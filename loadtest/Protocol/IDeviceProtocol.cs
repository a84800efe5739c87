using System.Net.WebSockets;

namespace Posture.LoadTest.Protocol;

/// <summary>
/// One device's side of the wire: what it sends as its message of a number, and whether what comes back is right. One
/// instance serves one connection; writing and checking may go on at the same time, each from one thread.
/// </summary>
internal interface IDeviceProtocol
{
    /// <summary>The type of every message, either way.</summary>
    WebSocketMessageType MessageType { get; }

    /// <summary>Room for the longest message that the device sends.</summary>
    int MaxRequestBytes { get; }

    /// <summary>Whether this is what the server says first.</summary>
    bool IsGreeting(ReadOnlyMemory<byte> message);

    /// <summary>Writes the device's message <paramref name="number"/>, counted from 0.</summary>
    /// <returns>Bytes written.</returns>
    int Write(long number, Span<byte> destination);

    /// <summary>Checks the next message of the server.</summary>
    /// <param name="reply">As received.</param>
    /// <param name="number">The oldest message that is not answered yet.</param>
    ReplyVerdict Check(ReadOnlyMemory<byte> reply, long number);

    /// <summary>A message that was sent, for a reader.</summary>
    string Describe(long number);

    /// <summary>A message that was received, for a reader.</summary>
    string Describe(ReadOnlyMemory<byte> received);
}

/// <param name="IsWhole">Whether the message of the device is answered with this, or more must come.</param>
/// <param name="Fault">The first rule broken, or null.</param>
internal readonly record struct ReplyVerdict(bool IsWhole, FaultKind? Fault);
