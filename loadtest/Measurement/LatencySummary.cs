namespace Posture.LoadTest.Measurement;

/// <summary>Percentiles of a set of durations, in milliseconds; all 0 when the set is empty.</summary>
internal sealed record LatencySummary(
    long Count, double P50Ms, double P90Ms, double P99Ms, double P999Ms, double MaxMs);
