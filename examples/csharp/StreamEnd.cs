using System.Net;

namespace Posture.Examples.CSharp;

/// <summary>Why a connection ended: a WebSocket close code or, when there was none, the HTTP status of the refusal.</summary>
internal sealed record StreamEnd(int Code, string Reason)
{
    private const int Cut = 1006;

    // docs/protocol.md: broken frame, binary, invalid UTF-8, too large, a newer connection took over, the user was erased.
    private static readonly HashSet<int> FinalCloses = [1002, 1003, 1007, 1009, 4401, 4409, 4410];

    /// <summary>This side has closed.</summary>
    public static StreamEnd Closed { get; } = new(1000, "closed");

    /// <summary>False where another try would end the same way.</summary>
    public bool MayRetry => Code is >= 400 and < 500
        ? (HttpStatusCode)Code is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
        : !FinalCloses.Contains(Code);

    public static StreamEnd ConnectionCut(string reason) => new(Cut, reason);

    /// <summary>No connection came about; <paramref name="status"/> is 0 when there was not even a refusal.</summary>
    public static StreamEnd NotConnected(HttpStatusCode status, string reason) =>
        status == 0 ? ConnectionCut(reason) : new StreamEnd((int)status, reason);
}
