using System.Buffers;

namespace Posture.Frontend.Protocol;

/// <summary>
/// User ids as they may appear in a query or a path: 1 to 64 of <c>A-Za-z0-9._-</c>,
/// but not <c>.</c> and <c>..</c>, which RFC 3986 §5.2.4 takes out of every path: nobody could read or erase them.
/// </summary>
internal static class UserId
{
    /// <summary>The rule in words, for error messages.</summary>
    public const string Rule = "1 to 64 characters of A-Z a-z 0-9 . _ -, not . or .. alone";

    private const int MaxLength = 64;
    private const string AnonymousPrefix = "anonymous.";

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    public static bool IsValid(string id) =>
        id.Length is > 0 and <= MaxLength && id is not ("." or "..") && !id.AsSpan().ContainsAnyExcept(Allowed);

    /// <summary>An id for a connection that named no user; nobody else has it.</summary>
    public static string NewAnonymous() => $"{AnonymousPrefix}{Guid.NewGuid():N}";

    /// <summary>Whether it looks like an id that was made for a connection without a name.</summary>
    public static bool IsAnonymous(string id) => id.StartsWith(AnonymousPrefix, StringComparison.Ordinal);
}
