using System.Collections.Immutable;

namespace Posture.Grains.Interfaces.Reports;

/// <summary>What time a report is about.</summary>
public enum ReportKind
{
    /// <summary>A day of the operator's zone.</summary>
    Daily,

    /// <summary>Seven of them, from Monday.</summary>
    Weekly,
}

/// <summary>Whether there is a report.</summary>
public enum ReportOutcome
{
    /// <summary>It is there.</summary>
    Found,

    /// <summary>The day has not begun yet.</summary>
    Future,

    /// <summary>The day is further back than reports go.</summary>
    TooOld,

    /// <summary>It is being made, or waits for others: ask again.</summary>
    Busy,
}

/// <summary>The answer. A report travels as it is stored: JSON of a <see cref="DailyReport"/> or <see cref="WeeklyReport"/>.</summary>
[GenerateSerializer, Immutable, Alias("posture.report-answer")]
public sealed record ReportAnswer(ReportOutcome Outcome, string? Json);

/// <summary>A report that is kept; <paramref name="Date"/> of a week is its Monday.</summary>
[GenerateSerializer, Immutable, Alias("posture.kept-report")]
public readonly record struct KeptReport(ReportKind Kind, DateOnly Date, DateTimeOffset GeneratedAt);

/// <summary>The reports that are kept, the latest first, and the day that it is in their zone.</summary>
[GenerateSerializer, Immutable, Alias("posture.report-list")]
public sealed record ReportList(DateOnly Today, ImmutableArray<KeptReport> Kept);
