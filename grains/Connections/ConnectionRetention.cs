using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Posture.Grains.Health;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Retention;
using Posture.Grains.Users;

namespace Posture.Grains.Connections;

/// <summary>Deletes connections and processes past <see cref="ConnectionLogOptions.RetentionDays"/>, and old erasures.</summary>
internal sealed partial class ConnectionRetention(
    IConnectionStore connections,
    ISystemStatusStore processes,
    IOptions<ConnectionLogOptions> options,
    TimeProvider time,
    ILogger<ConnectionRetention> logger) : HourlyRetention(time)
{
    protected override async Task ExpireAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        long limit = UnixMicros.From(now.AddDays(-options.Value.RetentionDays));
        await DeleteInStepsAsync(
            rows => connections.DeleteOlderAsync(limit, rows, cancellationToken), ConnectionLogMetrics.RowsExpired, cancellationToken);
        await processes.DeleteOlderAsync(limit, cancellationToken);
        await connections.ForgetErasuresAsync(UnixMicros.From(now - ErasedUser.RememberedFor), cancellationToken);
    }

    [LoggerMessage(4042, LogLevel.Warning, "Old connections could not be deleted; the next attempt is in an hour")]
    protected override partial void LogFailed(Exception exception);
}
