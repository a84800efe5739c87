using System.Text.Json;

namespace Posture.Frontend.Protocol.V2;

/// <summary>Why a v2 message had no effect, or not all of it.</summary>
internal enum StreamError
{
    InvalidJson,
    InvalidMsgpack,
    NotAnObject,
    MissingField,
    NotANumber,
    BadField,
    UnknownType,
    TooManyFrames,
    CreditExceeded,
    OutOfOrder,
    UnknownPrediction,
    ModelNotLoaded,
    Overloaded,
    Internal,
}

/// <summary>The errors on the wire.</summary>
internal static class StreamErrors
{
    // Looked up: an error costs no more than the message that it answers.
    private static readonly Dictionary<StreamError, string> Codes = Enum.GetValues<StreamError>()
        .ToDictionary(error => error, error => JsonNamingPolicy.SnakeCaseLower.ConvertName(error.ToString()));

    public static string Code(StreamError error) => Codes[error];
}
