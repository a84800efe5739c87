namespace Posture.Frontend.Sockets;

/// <summary>What connections log.</summary>
internal static partial class SocketLog
{
    [LoggerMessage(1001, LogLevel.Warning, "A call to a user's grain failed; further ones of this connection are only counted")]
    public static partial void UserGrainFailed(this ILogger logger, Exception exception);

    [LoggerMessage(1002, LogLevel.Debug, "A connection was lost")]
    public static partial void ConnectionLost(this ILogger logger, Exception exception);
}
