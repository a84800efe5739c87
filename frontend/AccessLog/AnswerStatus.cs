using Posture.Frontend.Protocol;
using Posture.Frontend.Protocol.V2;

namespace Posture.Frontend.AccessLog;

/// <summary>What an answer on a socket would be in HTTP (RFC 9110 §15), so that one column holds both.</summary>
internal static class AnswerStatus
{
    // What nginx writes when the client hung up.
    private const int ClientGone = 499;

    public static int Of(FrameError error) => error switch
    {
        FrameError.ModelNotLoaded or FrameError.Overloaded => StatusCodes.Status503ServiceUnavailable,
        FrameError.Internal => StatusCodes.Status500InternalServerError,
        _ => StatusCodes.Status400BadRequest,
    };

    public static int Of(StreamError error) => error switch
    {
        StreamError.ModelNotLoaded or StreamError.Overloaded => StatusCodes.Status503ServiceUnavailable,
        StreamError.Internal => StatusCodes.Status500InternalServerError,
        StreamError.CreditExceeded => StatusCodes.Status429TooManyRequests,
        StreamError.OutOfOrder => StatusCodes.Status409Conflict,
        StreamError.UnknownPrediction => StatusCodes.Status404NotFound,
        _ => StatusCodes.Status400BadRequest,
    };

    /// <summary>Of the end of a socket.</summary>
    /// <param name="reason">The close code that was sent (RFC 6455 §7.4), or why none was.</param>
    public static int OfClose(string reason) => reason switch
    {
        "1000" or "1001" => StatusCodes.Status200OK,
        "1009" => StatusCodes.Status413PayloadTooLarge,
        "1011" => StatusCodes.Status503ServiceUnavailable,
        "4401" => StatusCodes.Status401Unauthorized,
        "4408" => StatusCodes.Status408RequestTimeout,
        "4409" => StatusCodes.Status409Conflict,
        "4410" => StatusCodes.Status410Gone,
        "slow_reader" => StatusCodes.Status408RequestTimeout,
        "lost" => ClientGone,
        _ => StatusCodes.Status400BadRequest,
    };
}
