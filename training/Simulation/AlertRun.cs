using System.Collections.Immutable;
using MathNet.Numerics.Statistics;
using Posture.Training.Evaluation;

namespace Posture.Training.Simulation;

/// <summary>All wearers at one sampling rate. Intervals are over resampled wearers.</summary>
/// <param name="Hertz">Frames a second.</param>
/// <param name="FalseAlarmsPerHour">False alarms a wearer-hour.</param>
/// <param name="ShortPerHour">Alerts a wearer-hour for slouches shorter than asked for.</param>
/// <param name="ToldShare">Share of the slouches that an alert was raised for, or up for already.</param>
/// <param name="RaisedOnceShare">Share of them that exactly one was raised for.</param>
/// <param name="RaisedAgainShare">Share of them that more than one was raised for.</param>
/// <param name="MissedShare">Share of them without any.</param>
/// <param name="MedianDelaySeconds">From the beginning of a slouch to its alert.</param>
/// <param name="LongDelaySeconds">The same, 95th percentile.</param>
/// <param name="Wearers">Each wearer.</param>
internal sealed record AlertRun(
    int Hertz,
    Estimate FalseAlarmsPerHour,
    Estimate ShortPerHour,
    Estimate ToldShare,
    Estimate RaisedOnceShare,
    Estimate RaisedAgainShare,
    Estimate MissedShare,
    double? MedianDelaySeconds,
    double? LongDelaySeconds,
    ImmutableArray<WearerAlerts> Wearers)
{
    public static AlertRun Of(int hertz, ImmutableArray<WearerAlerts> wearers)
    {
        double[] delays = [.. wearers.SelectMany(wearer => wearer.DelaysSeconds).Order()];
        return new AlertRun(
            hertz,
            Rate(wearers, wearer => wearer.FalseAlarms, wearer => wearer.HoursWorn),
            Rate(wearers, wearer => wearer.Short, wearer => wearer.HoursWorn),
            Rate(wearers, wearer => wearer.Slouches - wearer.Missed, wearer => wearer.Slouches),
            Rate(wearers, wearer => wearer.RaisedOnce, wearer => wearer.Slouches),
            Rate(wearers, wearer => wearer.RaisedAgain, wearer => wearer.Slouches),
            Rate(wearers, wearer => wearer.Missed, wearer => wearer.Slouches),
            delays.Length > 0 ? SortedArrayStatistics.Median(delays) : null,
            delays.Length > 0 ? SortedArrayStatistics.Quantile(delays, 0.95) : null,
            wearers);
    }

    private static Estimate Rate(
        ImmutableArray<WearerAlerts> wearers, Func<WearerAlerts, double> events, Func<WearerAlerts, double> chances)
    {
        double Of(IReadOnlyList<WearerAlerts> drawn) => drawn.Sum(events) / Math.Max(drawn.Sum(chances), double.Epsilon);

        var random = new Random(Bootstrap.Seed);
        return new Estimate(Of(wearers), Bootstrap.IntervalOf(Enumerable.Range(0, Bootstrap.Resamples)
            .Select(_ => Of(random.GetItems(wearers.AsSpan(), wearers.Length)))));
    }
}

/// <summary>A number and its interval.</summary>
internal sealed record Estimate(double Value, Interval Interval)
{
    public override string ToString() => $"{Value:0.000} ({Interval})";
}
