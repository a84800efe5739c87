using System.Collections.Immutable;
using Posture.Grains.Interfaces.Reports;

namespace Posture.Grains.Reports;

/// <summary>What the stores know of a day.</summary>
/// <param name="Predictions">Of each hour of the day that has begun, in order.</param>
/// <param name="Users">Different users of the day.</param>
/// <param name="Traffic">What frontends counted.</param>
/// <param name="Opened">Connections that began.</param>
/// <param name="Ended">Connections that ended.</param>
/// <param name="Feedback">What was said of the day's predictions.</param>
/// <param name="JudgedBefore">The same of the days before, in order.</param>
/// <param name="Drift">How far traffic is from training data.</param>
internal sealed record DayFigures(
    ImmutableArray<ImmutableArray<PredictionCount>> Predictions,
    long Users,
    ImmutableArray<HourCount> Traffic,
    ImmutableArray<GroupCount> Opened,
    ImmutableArray<GroupCount> Ended,
    FeedbackFigures Feedback,
    ImmutableArray<(DateOnly Date, ImmutableArray<JudgedCount> Judged)> JudgedBefore,
    ReportedDrift Drift);

/// <summary>Feedback on the predictions of a time.</summary>
internal sealed record FeedbackFigures(ImmutableArray<JudgedCount> Judged, ImmutableArray<JudgingPeople> Judges);

/// <summary>What a report is about and when it is made.</summary>
/// <param name="First">The day, or the Monday.</param>
/// <param name="TimeZone">Name of the zone.</param>
/// <param name="Range">The whole time.</param>
/// <param name="Now">When it is made.</param>
internal sealed record ReportFrame(DateOnly First, string TimeZone, TimeRange Range, DateTimeOffset Now)
{
    public bool IsSoFar => Now < Range.To;

    /// <summary>The part of the time that has been.</summary>
    public TimeRange Told => IsSoFar ? Range with { To = Now } : Range;
}
