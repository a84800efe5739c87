using System.Buffers;

namespace Posture.Frontend.AccessLog;

/// <summary>Makes one word of the access log out of what a client sent.</summary>
internal static class AccessWord
{
    private const string Nothing = "-";
    private const char Substitute = '_';
    private const int MaxUserLength = 64;

    private static readonly SearchValues<char> UserCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._@-");

    // Visible ASCII without the quotation mark, which ends a field, and the backslash, which some readers take for an escape.
    private static readonly SearchValues<char> WordCharacters =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code).Where(it => it is not ('"' or '\\'))]);

    /// <summary><c>user_id:ID</c>, or <c>-</c>.</summary>
    public static string OfUser(string? user) =>
        string.IsNullOrEmpty(user) ? Nothing : "user_id:" + Clean(user, MaxUserLength, UserCharacters);

    /// <summary>The text in visible ASCII, cut to a length; <c>-</c> for none.</summary>
    public static string Of(string? text, int maxLength) =>
        string.IsNullOrEmpty(text) ? Nothing : Clean(text, maxLength, WordCharacters);

    private static string Clean(string text, int maxLength, SearchValues<char> allowed)
    {
        ReadOnlySpan<char> kept = text.AsSpan(0, Math.Min(text.Length, maxLength));
        if (!kept.ContainsAnyExcept(allowed))
            return kept.Length == text.Length ? text : kept.ToString();
        char[] clean = kept.ToArray();
        for (int i = 0; i < clean.Length; i++)
        {
            if (!allowed.Contains(clean[i]))
                clean[i] = Substitute;
        }

        return new string(clean);
    }
}
