namespace Posture.Frontend.Access;

/// <summary>Who may use the server.</summary>
public sealed class AccessOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Posture:Auth";

    /// <summary>
    /// Whether callers without a token are served. Unset, they are while every address that the server listens on is a
    /// loopback one.
    /// </summary>
    public bool? AllowAnonymous { get; set; }

    /// <summary>
    /// Origins of web pages, joined by semicolons, that may open sockets beside the server's own page. Devices send no
    /// origin and are not asked. Default: none.
    /// </summary>
    public string AllowedOrigins { get; set; } = "";
}
