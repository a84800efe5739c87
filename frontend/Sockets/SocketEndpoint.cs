using System.Net.WebSockets;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Posture.Frontend.Access;
using Posture.Frontend.AccessLog;
using Posture.Frontend.Connections;
using Posture.Frontend.Limits;
using Posture.Frontend.Protocol;
using Posture.Frontend.Protocol.V2.Encodings;
using Posture.Frontend.Reports;
using Posture.Frontend.Sockets.V1;
using Posture.Frontend.Sockets.V2;
using Posture.Grains.Interfaces.Feedback;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Users;

namespace Posture.Frontend.Sockets;

/// <summary><c>GET /ws</c>: refuses what cannot become a device socket, and runs what can.</summary>
internal sealed class SocketEndpoint(
    SocketRegistry registry,
    SocketLimits limits,
    ConnectionLog log,
    TrafficMeter traffic,
    TokenSweep sweep,
    AccessLogWriter access,
    IGrainFactory grains,
    IOptions<SocketOptions> options,
    TimeProvider time,
    ILogger<SocketEndpoint> logger)
{
    private const int MaxUserAgentLength = 128;

    /// <summary>Serves one request. A refusal is problem+json (RFC 9457), sent before the upgrade.</summary>
    public async Task<IResult> HandleAsync(HttpContext context)
    {
        long begun = time.GetTimestamp();
        if (!context.WebSockets.IsWebSocketRequest)
        {
            // RFC 6455 §4.4: a client of another version learns which one is spoken here.
            context.Response.Headers.Upgrade = "websocket";
            context.Response.Headers.SecWebSocketVersion = "13";
            return Refuse(StatusCodes.Status426UpgradeRequired, "not_websocket", "This address speaks WebSocket only.");
        }

        // A device speaks for its user and nobody else, whether it says so or not.
        Caller caller = context.Features.GetRequiredFeature<Caller>();
        string? user = caller.User ?? context.Request.Query["user"];
        if (user is not null && !UserId.IsValid(user))
            return Refuse(StatusCodes.Status400BadRequest, "bad_user", $"The query parameter 'user' must be {UserId.Rule}.");

        using SocketPlace place = limits.Take(context.Connection.RemoteIpAddress, caller);
        if (place.Excess is { } excess)
        {
            CountRefused(excess.Reason);
            return excess.Answer(context.Response);
        }

        if (!registry.TryAdmit())
            return Refuse(StatusCodes.Status503ServiceUnavailable, "full", "The server has as many connections as it may.");
        try
        {
            await RunAsync(context, user, place.Pace, begun);
        }
        finally
        {
            registry.Leave();
        }

        return Results.Empty;
    }

    private async Task RunAsync(HttpContext context, string? user, FramePace? pace, long begun)
    {
        IList<string> offered = context.WebSockets.WebSocketRequestedProtocols;
        IStreamEncoding? v2 = StreamEncodings.Choose(offered);
        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync(Subprotocol.Choose(offered));
        var connection = new DeviceConnection(
            Guid.NewGuid(),
            registry.Reference,
            context.Connection.RemoteIpAddress?.ToString(),
            UserAgentOf(context.Request),
            UnixMicros.From(time.GetUtcNow()),
            IsAnonymous: user is null);
        string protocol = v2?.Label ?? "v1";
        SocketTrace trace = SocketTrace.Open(access, time, context, user, protocol, begun);
        using IDeviceSocket device = v2 is not null
            ? NewV2Socket(socket, v2, connection, user, ResumeToken.Parse(context.Request.Query["resume"]), pace, trace)
            : NewV1Socket(socket, connection, user, pace, trace);
        SocketMetrics.Negotiated(protocol);
        await sweep.WatchAsync(
            device,
            context.Features.GetRequiredFeature<Caller>(),
            () => registry.RunAsync(connection.Id, device, context.Abort));
    }

    private V1Socket NewV1Socket(WebSocket socket, DeviceConnection connection, string? user, FramePace? pace, SocketTrace trace)
    {
        string wearer = user ?? UserId.NewAnonymous();
        var session = new UserSession(grains.GetGrain<IUserGrain>(wearer), connection, time);
        return new V1Socket(
            socket, session, pace, log.Begin(connection, "v1", wearer), trace, traffic, options.Value, time, logger);
    }

    private V2Socket NewV2Socket(
        WebSocket socket, IStreamEncoding encoding, DeviceConnection connection, string? user, ResumeToken? token,
        FramePace? pace, SocketTrace trace)
    {
        var feedback = new FeedbackQueue(grains.GetGrain<IFeedbackGrain>(IFeedbackGrain.Pool), time);
        var session = new StreamSession(grains, connection, user, token, time);
        return new V2Socket(
            socket, encoding, session, feedback, pace, log.Begin(connection, encoding.Label, user), trace, traffic,
            options.Value, time, logger);
    }

    private static string? UserAgentOf(HttpRequest request)
    {
        string text = request.Headers.UserAgent.ToString();
        return text.Length == 0 ? null : text[..Math.Min(text.Length, MaxUserAgentLength)];
    }

    private IResult Refuse(int status, string reason, string detail)
    {
        CountRefused(reason);
        return Results.Problem(detail, statusCode: status);
    }

    private void CountRefused(string reason)
    {
        SocketMetrics.ConnectionRefused(reason);
        traffic.Refused(reason);
    }
}
