using System.ComponentModel.DataAnnotations;

namespace Posture.Frontend.Limits;

/// <summary>How much one caller may ask for. Rates may be saved up for ten seconds.</summary>
public sealed class LimitOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Posture:Limits";

    /// <summary>Networks that none of this applies to, joined by semicolons, as in RFC 4632. Default: loopback.</summary>
    [NetworkList]
    public string ExemptNetworks { get; set; } = "127.0.0.0/8;::1/128";

    /// <summary>
    /// HTTP requests a second of all callers without a token together, and as many with one that is not known yet; more get
    /// 503. Default: 2,000.
    /// </summary>
    [Range(1, 1_000_000)]
    public int RequestsPerSecond { get; set; } = 2_000;

    /// <summary>HTTP requests a second of one address, handshakes of sockets included; more get 429. Default: 500.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerSecondPerAddress { get; set; } = 500;

    /// <summary>HTTP requests a second with tokens of one user, handshakes included; more get 429. Default: 50.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerSecondPerUser { get; set; } = 50;

    /// <summary>TCP connections of one address at once; more are cut. Not used behind a proxy. Default: 2,000.</summary>
    [Range(1, 1_000_000)]
    public int ConnectionsPerAddress { get; set; } = 2_000;

    /// <summary>Open sockets of one address; the handshake of one more gets 429. Default: 1,000.</summary>
    [Range(1, 1_000_000)]
    public int SocketsPerAddress { get; set; } = 1_000;

    /// <summary>Open sockets with tokens of one user; the handshake of one more gets 429. Default: 16.</summary>
    [Range(1, 1_000_000)]
    public int SocketsPerUser { get; set; } = 16;

    /// <summary>Frames a second of one socket; over it the socket is read no further for a while. Default: 500.</summary>
    [Range(50, 1_000_000)]
    public int FramesPerSecondPerSocket { get; set; } = 500;
}
