using Microsoft.Extensions.Logging;
using Posture.Grains.Interfaces.Drift;
using Posture.Grains.Interfaces.Reports;

namespace Posture.Grains.Reports;

/// <summary>Drift of a day, as far as it can be measured: a report without it is better than none.</summary>
internal sealed partial class ReportDrift(IGrainFactory grains, TimeProvider time, ILogger<ReportDrift> logger)
{
    private const int MaxAttempts = 6;

    private static readonly TimeSpan BusyDelay = TimeSpan.FromSeconds(5);

    /// <summary>The drift of a time in which nothing was predicted.</summary>
    public static ReportedDrift NoTraffic => Without("no_traffic", null);

    public async Task<ReportedDrift> MeasureAsync(TimeRange range, CancellationToken cancellationToken)
    {
        try
        {
            DriftAnswer answer = await MeasureAsync(range);
            for (int attempt = 1; answer.Outcome == DriftOutcome.Busy && attempt < MaxAttempts; attempt++)
            {
                await Task.Delay(BusyDelay, time, cancellationToken);
                answer = await MeasureAsync(range);
            }

            return Of(answer);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotMeasured(e);
            return Without("failed", null);
        }
    }

    private Task<DriftAnswer> MeasureAsync(TimeRange range) =>
        grains.GetGrain<IDriftGrain>(IDriftGrain.Pool).Measure(range.FromUnixMicros, range.ToUnixMicros);

    private static ReportedDrift Of(DriftAnswer answer) => answer switch
    {
        { Outcome: DriftOutcome.Measured, Report: { Features.IsEmpty: false } report } => new ReportedDrift(
            "measured",
            answer.ModelVersion,
            report.People,
            report.Frames,
            report.IsPartial,
            Math.Max(report.Features.Max(feature => feature.StabilityIndex), report.Postures?.StabilityIndex ?? 0),
            [.. report.Features.Select(feature => new DriftedFeature(feature.Name, feature.StabilityIndex, feature.JensenShannonDistance))],
            report.Postures?.StabilityIndex),
        { Outcome: DriftOutcome.Measured } => Without("no_traffic", answer.ModelVersion),
        { Outcome: DriftOutcome.NoReference } => Without("no_reference", answer.ModelVersion),
        { Outcome: DriftOutcome.NoModel } => Without("no_model", answer.ModelVersion),
        _ => Without("busy", answer.ModelVersion),
    };

    private static ReportedDrift Without(string outcome, string? modelVersion) =>
        new(outcome, modelVersion, 0, 0, false, null, [], null);

    [LoggerMessage(4080, LogLevel.Warning, "The drift of a report could not be measured; the report is made without it")]
    private partial void LogNotMeasured(Exception exception);
}
