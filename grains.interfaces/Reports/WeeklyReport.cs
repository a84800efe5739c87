using System.Collections.Immutable;

namespace Posture.Grains.Interfaces.Reports;

/// <summary>Seven days side by side, from Monday, and what wearers said in sum. No user is named in it.</summary>
/// <param name="Date">The Monday.</param>
/// <param name="TimeZone">IANA name of the zone whose days they are.</param>
/// <param name="From">Beginning of the week.</param>
/// <param name="To">Its end, exclusive; of a week that is not over, the time up to which it is told.</param>
/// <param name="GeneratedAt">When it was counted.</param>
/// <param name="IsSoFar">Whether the week was not over then.</param>
/// <param name="IsEmpty">Whether nothing happened.</param>
/// <param name="Predictions">Logged predictions.</param>
/// <param name="Replies">Predictions sent back.</param>
/// <param name="ErrorCount">Error replies.</param>
/// <param name="ErrorShare">Errors among replies and errors; null without either.</param>
/// <param name="Days">The days that have begun.</param>
/// <param name="Postures">What was predicted, by label, all eight.</param>
/// <param name="ReplyTimes">Of all replies of the week; null without any.</param>
/// <param name="Errors">Error replies by code, most frequent first.</param>
/// <param name="Refused">Connects and callers refused by reason, most frequent first.</param>
/// <param name="Connections">Device connections.</param>
/// <param name="Confidence">How sure the model was; null without predictions.</param>
/// <param name="Models">How each model version did; feedback is counted anew, so that what was said later is in it.</param>
/// <param name="Feedback">What wearers said of the week's predictions.</param>
public sealed record WeeklyReport(
    DateOnly Date,
    string TimeZone,
    DateTimeOffset From,
    DateTimeOffset To,
    DateTimeOffset GeneratedAt,
    bool IsSoFar,
    bool IsEmpty,
    long Predictions,
    long Replies,
    long ErrorCount,
    double? ErrorShare,
    ImmutableArray<WeekDay> Days,
    ImmutableArray<PostureShare> Postures,
    ReplyTimes? ReplyTimes,
    ImmutableArray<NamedCount> Errors,
    ImmutableArray<NamedCount> Refused,
    ConnectionReport Connections,
    ConfidenceReport? Confidence,
    ImmutableArray<ModelReport> Models,
    ImmutableArray<FeedbackReport> Feedback);

/// <summary>A day of a week.</summary>
/// <param name="Date">The day.</param>
/// <param name="Totals">Its sums.</param>
/// <param name="ReplyTimes">Its reply times; null without any.</param>
/// <param name="MeanConfidence">Mean confidence; null without predictions.</param>
/// <param name="Judged">Predictions of the day that were judged by the time at which the week was counted.</param>
/// <param name="Right">Those that were right.</param>
/// <param name="Accuracy">Their share; null without any.</param>
/// <param name="DriftPsi">Worst population stability index of the day; null where it was not measured.</param>
public sealed record WeekDay(
    DateOnly Date,
    ReportTotals Totals,
    ReplyTimes? ReplyTimes,
    double? MeanConfidence,
    long Judged,
    long Right,
    double? Accuracy,
    double? DriftPsi);
