using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Retention;

namespace Posture.Grains.PredictionLog;

/// <summary>Deletes predictions past <see cref="PredictionLogOptions.RetentionDays"/>.</summary>
internal sealed partial class PredictionRetention(
    IPredictionStore store,
    IOptions<PredictionLogOptions> options,
    TimeProvider time,
    ILogger<PredictionRetention> logger) : HourlyRetention(time)
{
    protected override Task ExpireAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        long limit = UnixMicros.From(now.AddDays(-options.Value.RetentionDays));
        return DeleteInStepsAsync(
            rows => store.DeleteOlderAsync(limit, rows, cancellationToken), PredictionLogMetrics.RowsExpired, cancellationToken);
    }

    [LoggerMessage(4030, LogLevel.Warning, "Old predictions could not be deleted; the next attempt is in an hour")]
    protected override partial void LogFailed(Exception exception);
}
