namespace Posture.Frontend.Access;

/// <summary>Why a request is not served.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Reason">The reason in metrics and log.</param>
/// <param name="Detail">The reason in words.</param>
/// <param name="RetryAfter">When to try again, if there is any use in it.</param>
internal sealed record Refusal(int Status, string Reason, string Detail, TimeSpan? RetryAfter = null)
{
    public static readonly Refusal NoToken = new(
        StatusCodes.Status401Unauthorized, "no_token",
        "A token is needed: send a device's or the operator's as 'Authorization: Bearer …'. Only where everybody may come in is " +
        "Posture__Auth__AllowAnonymous=true the answer; it is off by default for addresses wider than loopback.");

    public static readonly Refusal TokenNeeded = new(
        StatusCodes.Status401Unauthorized, "token_needed", "Anonymous callers may not do this: send the user's device token or the operator's.");

    public static readonly Refusal Proxied = new(
        StatusCodes.Status401Unauthorized, "proxied",
        "A token is needed: this request came to a loopback address through a proxy, and only who is on the machine may do without. " +
        "Posture__Auth__AllowAnonymous=true opens what needs no operator.");

    public static readonly Refusal UnknownToken = new(
        StatusCodes.Status401Unauthorized, "unknown_token", "The token is unknown or revoked.");

    public static readonly Refusal MalformedToken = new(
        StatusCodes.Status401Unauthorized, "malformed_token",
        "One token is expected: Authorization: Bearer (or Basic, as the password), the subprotocol bearer.TOKEN, or ?token=.");

    public static readonly Refusal Throttled = new(
        StatusCodes.Status429TooManyRequests, "throttled", "Too many wrong tokens came from this address.");

    public static readonly Refusal RegistryAway = new(
        StatusCodes.Status503ServiceUnavailable, "registry_away", "The token cannot be checked now. Try again.", TimeSpan.FromSeconds(5));

    public static readonly Refusal Origin = new(
        StatusCodes.Status403Forbidden, "origin",
        "This origin may not use the server; Posture__Auth__AllowedOrigins lists those that may.");

    public static readonly Refusal Host = new(
        StatusCodes.Status403Forbidden, "host",
        "A server on loopback is not known by this name; Posture__Auth__AllowAnonymous=true serves it under any.");

    public static readonly Refusal OtherUser = new(
        StatusCodes.Status403Forbidden, "other_user", "The token speaks for another user.");

    public static readonly Refusal OperatorOnly = new(
        StatusCodes.Status403Forbidden, "operator_only", "Only the operator's token may do this.");

    public static readonly Refusal NotOnThisPort = new(
        StatusCodes.Status404NotFound, "wrong_port", "This is served on the management port only (Posture__Management__Url).");

    /// <summary>Whether a right token would have been served.</summary>
    public bool IsOfToken => Status is not (StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound);

    /// <summary>Every one there is.</summary>
    public static readonly Refusal[] All =
    [
        NoToken, TokenNeeded, Proxied, UnknownToken, MalformedToken, Throttled, RegistryAway,
        Origin, Host, OtherUser, OperatorOnly, NotOnThisPort,
    ];

    /// <summary>Says so to the caller, as problem+json (RFC 9457).</summary>
    public IResult Answer(HttpResponse response)
    {
        if (RetryAfter is { } wait)
            response.Headers.RetryAfter = $"{Math.Ceiling(wait.TotalSeconds):0}";
        return Results.Problem(Detail, statusCode: Status);
    }
}
