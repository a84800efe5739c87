using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Posture.Frontend.Access;

/// <summary>Who may use the server.</summary>
public sealed class AccessOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Posture:Auth";

    /// <summary>
    /// Whether callers without a token are served. Unset, they are while every address that the server listens on is a
    /// loopback one, and no proxy sent the caller.
    /// </summary>
    public bool? AllowAnonymous { get; set; }

    /// <summary>
    /// Origins of web pages, joined by semicolons, that may open sockets beside the server's own page. Devices send no
    /// origin and are not asked. Default: none.
    /// </summary>
    public string AllowedOrigins { get; set; } = "";

    /// <summary>The token that may do everything: 24 characters at the least. Default: none, so nobody is an operator.</summary>
    [PasswordPropertyText(true)]
    public string OperatorToken { get; set; } = "";

    /// <summary>A file that holds that token instead, as Docker and Kubernetes mount secrets; read at start. Default: none.</summary>
    public string OperatorTokenFile { get; set; } = "";

    /// <summary>
    /// How long an answer about a device's token holds, and how often open sockets are asked about: so long a revoked
    /// token may still be taken. Default: 30 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan TokenRecheckInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a device that was known is still let in while the registry does not answer. Default: 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan TokenGrace { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Wrong tokens from one address in <see cref="FailureWindow"/>; then it gets 429. Default: 20.</summary>
    [Range(1, 1_000_000)]
    public int MaxFailures { get; set; } = 20;

    /// <summary>The time in which wrong tokens are counted. Default: 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan FailureWindow { get; set; } = TimeSpan.FromMinutes(1);
}
