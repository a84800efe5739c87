using System.Collections.Immutable;
using Posture.Grains.Interfaces.Reports;
using Posture.Grains.Reports;

namespace Posture.Grains.Tests.Reports;

/// <summary>Figures of a Monday in Seoul.</summary>
internal static class Figures
{
    public static readonly DateOnly Monday = new(2026, 11, 23);

    public static readonly TimeRange Day = new ReportDays(TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul")).RangeOf(ReportKind.Daily, Monday);

    public static readonly ReportFrame Frame = new(Monday, "Asia/Seoul", Day, Day.To.AddMinutes(10));

    private static readonly ReportedDrift Drift = new("measured", "2.1.0", 3, 400, false, 0.3, [new DriftedFeature("pitch", 0.3, 0.2)], 0.1);

    /// <summary>Nothing happened.</summary>
    public static DayFigures None { get; } = new(
        [.. Enumerable.Repeat(ImmutableArray<PredictionCount>.Empty, 24)], 0, [], [], [], new FeedbackFigures([], []), [], ReportDrift.NoTraffic);

    /// <summary>1000 predictions in two hours, two versions, feedback on 30, errors and slow replies.</summary>
    public static DayFigures Busy { get; } = None with
    {
        Predictions = None.Predictions
            .SetItem(0, [new PredictionCount(2, "2.1.0", 8, 600, 510)])
            .SetItem(23, [new PredictionCount(2, "2.1.0", 3, 100, 35), new PredictionCount(5, "2.0.0", 9, 300, 285)]),
        Users = 7,
        Traffic =
        [
            Count(0, TrafficKind.Reply, "10", 900), Count(23, TrafficKind.Reply, "38", 90), Count(23, TrafficKind.SlowUsers, "", 2),
            Count(23, TrafficKind.Error, "missing_field", 6), Count(0, TrafficKind.Error, "missing_field", 1),
            Count(0, TrafficKind.Error, "overloaded", 3), Count(0, TrafficKind.Refused, "full", 4),
        ],
        Opened = [new GroupCount("v1", 3), new GroupCount("v2", 9)],
        Ended = [new GroupCount("1000", 8), new GroupCount("lost", 2)],
        Feedback = new FeedbackFigures(
            [new JudgedCount("2.1.0", 2, 14, 14), new JudgedCount("2.1.0", 3, 6, 0), new JudgedCount("2.0.0", 3, 10, 5)],
            [new JudgingPeople("2.1.0", 2, 0.6), new JudgingPeople("2.0.0", 1, 0.5)]),
        JudgedBefore = [(Monday.AddDays(-1), [new JudgedCount("2.0.0", 1, 4, 1)])],
        Drift = Drift,
    };

    private static HourCount Count(int hour, string kind, string name, long count) =>
        new(TrafficHour.Of(Day.From) + hour, new TrafficCount(kind, name, count));
}
