namespace Posture.LoadTest.Protocol;

/// <summary>The ways in which a server can break the wire contract, as reports count them.</summary>
internal enum FaultKind
{
    /// <summary>No socket after every try, or an upgrade that was refused for good.</summary>
    ConnectFailed,

    /// <summary>
    /// The first message was not a welcome with a message, instructions and an ISO-8601 time; in v2, not the hello of a new stream.
    /// </summary>
    BadWelcome,

    /// <summary>A reply that is no JSON object.</summary>
    InvalidJson,

    /// <summary>A message of v2 that is no object in its encoding.</summary>
    InvalidMessage,

    /// <summary>The server answered a valid frame with an error.</summary>
    ErrorReply,

    /// <summary>A reply whose type is neither prediction nor error.</summary>
    WrongType,

    /// <summary>A prediction that lacks a field, holds one of the wrong JSON type, or holds one named error.</summary>
    BadField,

    /// <summary>A reply to another frame than the oldest one unanswered.</summary>
    WrongTimestamp,

    /// <summary>An acknowledgement or prediction of v2 that is not the next one, or not of the last frame of its batch.</summary>
    WrongSequence,

    /// <summary>The pitch came back changed.</summary>
    WrongPitch,

    /// <summary>Not exactly the eight keys 0–7, a value outside 0–1, or a sum further than 0.001 from 1.</summary>
    WrongProbabilities,

    /// <summary>The confidence is not the largest probability, or not that of the predicted posture.</summary>
    WrongConfidence,

    /// <summary>A message of the wrong WebSocket type, or one that no frame asked for.</summary>
    UnexpectedMessage,

    /// <summary>A message longer than the receive buffer.</summary>
    ReplyTooLarge,

    /// <summary>The server closed or lost the connection.</summary>
    Disconnected,

    /// <summary>A frame stayed unanswered for longer than the reply limit.</summary>
    ReplyTimeout,
}
