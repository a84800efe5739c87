namespace Posture.LoadTest.Measurement;

/// <summary>Mean and percentiles of a set of durations, in milliseconds; all 0 when the set is empty.</summary>
internal sealed record LatencySummary(
    long Count, double MeanMs, double P50Ms, double P90Ms, double P99Ms, double P999Ms, double MaxMs);
