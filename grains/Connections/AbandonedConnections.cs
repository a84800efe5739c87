using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Posture.Grains.Health;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Grains.Connections;

/// <summary>
/// Ends in the log what a frontend that is gone left open. Every silo does it behind each of its heartbeats. While the
/// store is away nobody is heard of: a frontend counts as gone only when the store has taken this silo's heartbeats all the while.
/// </summary>
internal sealed partial class AbandonedConnections(
    IConnectionStore store, IOptions<HeartbeatOptions> options, TimeProvider time, ILogger<AbandonedConnections> logger)
{
    private DateTimeOffset? _reachableSince;

    /// <summary>Looks for what was left behind, unless the store has been away lately.</summary>
    /// <param name="isStored">Whether the store has taken the heartbeat.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task AfterHeartbeatAsync(bool isStored, CancellationToken cancellationToken)
    {
        if (!isStored)
        {
            _reachableSince = null;
            return;
        }

        DateTimeOffset now = time.GetUtcNow();
        _reachableSince ??= now;
        DateTimeOffset goneBefore = now - options.Value.GoneAfter;
        if (_reachableSince > goneBefore)
            return;
        try
        {
            int closed = await store.CloseAbandonedAsync(UnixMicros.From(now), UnixMicros.From(goneBefore), cancellationToken);
            ConnectionLogMetrics.Abandoned(closed);
            if (closed > 0)
                LogClosed(closed);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            _reachableSince = null;
            LogFailed(e);
        }
    }

    [LoggerMessage(4040, LogLevel.Warning, "{Count} connections of a frontend that is gone were ended as lost")]
    private partial void LogClosed(int count);

    [LoggerMessage(4041, LogLevel.Warning, "What frontends that are gone left open could not be looked for; it is tried again")]
    private partial void LogFailed(Exception exception);
}
