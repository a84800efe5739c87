using System.ComponentModel.DataAnnotations;

namespace Posture.Frontend.Sockets;

/// <summary>Bounds of the device sockets.</summary>
public sealed class SocketOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Posture:Sockets";

    /// <summary>Sockets at once; one more is refused with 503. Default: 20,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxConnections { get; set; } = 20_000;

    /// <summary>
    /// Messages of one socket that may wait for their reply. At the bound the socket is read no further, so the sender
    /// is slowed down by TCP. Default: 64.
    /// </summary>
    [Range(1, 10_000)]
    public int MaxPendingMessages { get; set; } = 64;

    /// <summary>A reply that the client does not read within this time ends the connection. Default: 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Time between pings to a silent client. Default: 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A client that does not answer a ping within this time is gone. Default: 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan PongTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>A message that is not complete so long after its beginning ends the connection. Default: 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan MessageTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// A client that sends no message for this time, or up to half as much again, is sent away, also when it answers pings.
    /// Default: 1 h.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "7.00:00:00")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Time over which a server that stops ends its sockets when there are many; few are ended at once. The server is killed
    /// when it has not stopped after 50 s. Default: 10 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:30")]
    public TimeSpan DrainTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest wait for the client's side of a close. Default: 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
