using System.Globalization;
using System.Net;

namespace Posture.Frontend.AccessLog;

/// <summary>The lines of one socket: its opening, its answers, its end.</summary>
internal sealed class SocketTrace
{
    private readonly AccessLogWriter _log;
    private readonly TimeProvider _time;
    private readonly IPAddress? _ip;
    private readonly string _path;
    private readonly string _protocol;
    private readonly string _requestId;
    private readonly long _opened;
    private string? _user;

    private SocketTrace(AccessLogWriter log, TimeProvider time, HttpContext context, string? user, string protocol)
    {
        (_log, _time, _user, _protocol) = (log, time, user, protocol);
        _ip = context.Connection.RemoteIpAddress;
        _path = RequestLog.PathOf(context.Request);
        _requestId = context.TraceIdentifier;
        _opened = time.GetTimestamp();
    }

    /// <summary>Writes the line of a socket that was just accepted.</summary>
    /// <param name="log">Where to.</param>
    /// <param name="time">The clock.</param>
    /// <param name="context">The request that became the socket.</param>
    /// <param name="user">The user that it names, or null.</param>
    /// <param name="protocol"><c>v1</c> or <c>v2</c>.</param>
    /// <param name="handshakeBegun">Timestamp of the request.</param>
    public static SocketTrace Open(
        AccessLogWriter log, TimeProvider time, HttpContext context, string? user, string protocol, long handshakeBegun)
    {
        var trace = new SocketTrace(log, time, context, user, protocol);
        trace.Write(
            context.Request.Method, context.Request.Protocol, StatusCodes.Status101SwitchingProtocols,
            time.GetElapsedTime(handshakeBegun), bytes: null, $" ws:{protocol}{RequestLog.AgentOf(context.Request)}");
        return trace;
    }

    /// <summary>Says whose socket it is, once that is known; null for nobody's.</summary>
    public void Identify(string? user) => _user = user;

    /// <summary>Takes note of an answered message.</summary>
    /// <param name="status">As HTTP would have it.</param>
    /// <param name="elapsed">From its receipt to its reply.</param>
    /// <param name="bytes">Of the prediction; null without one.</param>
    /// <param name="frames">How many frames it held.</param>
    public void Answered(int status, TimeSpan elapsed, long? bytes, int frames)
    {
        long ratio = _log.Sample(status, elapsed);
        if (ratio == 0)
            return;
        string sampled = ratio == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" sampled:1/{ratio}");
        Write("WS", _protocol, status, elapsed, bytes, string.Create(CultureInfo.InvariantCulture, $" frames:{frames}{sampled}"));
    }

    /// <summary>Writes the line of its end. How long it lived is no response time, and goes into the tail.</summary>
    /// <param name="reason">The close code that was sent, or why none was.</param>
    public void Closed(string reason) => Write(
        "CLOSE", _protocol, AnswerStatus.OfClose(reason), TimeSpan.Zero, bytes: null,
        string.Create(CultureInfo.InvariantCulture, $" close:{reason} dur_s:{_time.GetElapsedTime(_opened).TotalSeconds:0.000}"));

    private void Write(string method, string protocol, int status, TimeSpan elapsed, long? bytes, string tail) =>
        _log.Write(new AccessLine(_ip, _user, method, _path, protocol, status, elapsed, bytes, tail), _requestId);
}
