using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Posture.Frontend.Access;

/// <summary>The token that a request carries, in any of the ways there are.</summary>
/// <param name="Text">The token, or null where what was sent is none, or several.</param>
internal sealed record CarriedToken(string? Text)
{
    /// <summary>A browser cannot set headers on a socket: there a token travels as the subprotocol <c>bearer.TOKEN</c>.</summary>
    public const string SubprotocolPrefix = "bearer.";

    private const string QueryKey = "token";

    /// <summary>
    /// Takes the token out of a request, also out of its query, which others may log, and gives it to whoever asks again.
    /// Null for a request that carries none.
    /// </summary>
    public static CarriedToken? Take(HttpRequest request)
    {
        IFeatureCollection features = request.HttpContext.Features;
        if (features.Get<Taken>() is not { } taken)
            features.Set(taken = new Taken(Read(request)));
        return taken.Token;
    }

    private static CarriedToken? Read(HttpRequest request)
    {
        string?[] tokens =
        [
            .. request.Headers.Authorization.Select(FromHeader),
            .. request.Headers.GetCommaSeparatedValues(HeaderNames.SecWebSocketProtocol)
                .Where(protocol => protocol.StartsWith(SubprotocolPrefix, StringComparison.Ordinal))
                .Select(protocol => protocol[SubprotocolPrefix.Length..]),
            .. request.Query[QueryKey],
        ];
        if (request.Query.ContainsKey(QueryKey))
            request.QueryString = QueryString.Create(
                request.Query.Where(part => !part.Key.Equals(QueryKey, StringComparison.OrdinalIgnoreCase)));

        string?[] different = [.. tokens.Distinct()];
        return different.Length == 0 ? null
            : new CarriedToken(different is [{ Length: > 0 } token] ? token : null);
    }

    private sealed record Taken(CarriedToken? Token);

    private static string? FromHeader(string? header) =>
        !AuthenticationHeaderValue.TryParse(header, out AuthenticationHeaderValue? value) ? null
        : value.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) ? value.Parameter
        : value.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) ? Password(value.Parameter)
        : null;

    // RFC 7617: base64 of "user:password". The user may be anybody.
    private static string? Password(string? credentials)
    {
        Span<byte> bytes = stackalloc byte[1024];
        if (credentials is null || !Convert.TryFromBase64String(credentials, bytes, out int length))
            return null;
        string text = Encoding.UTF8.GetString(bytes[..length]);
        int colon = text.IndexOf(':');
        return colon < 0 ? null : text[(colon + 1)..];
    }
}
