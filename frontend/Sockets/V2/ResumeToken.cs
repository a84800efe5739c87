using Posture.Frontend.Protocol;

namespace Posture.Frontend.Sockets.V2;

/// <summary>
/// What a client resumes its stream with: who it is, so that any frontend finds the grain, and the stream's secret. A
/// tilde stands between them, which no user id holds and no query escapes.
/// </summary>
internal sealed record ResumeToken(string User, string Secret)
{
    private const char Separator = '~';

    /// <summary>Null for a text that is no token; none of ours is meant by it.</summary>
    public static ResumeToken? Parse(string? text)
    {
        int separator = text?.IndexOf(Separator) ?? -1;
        return separator > 0 && UserId.IsValid(text![..separator])
            ? new ResumeToken(text[..separator], text[(separator + 1)..])
            : null;
    }

    public override string ToString() => $"{User}{Separator}{Secret}";
}
