using System.Collections.Immutable;

namespace Posture.Grains.Interfaces.Reports;

/// <summary>What happened in a day. No user is named in it.</summary>
/// <param name="Date">The day.</param>
/// <param name="TimeZone">IANA name of the zone whose day it is.</param>
/// <param name="From">Its beginning.</param>
/// <param name="To">Its end, exclusive; of a day that is not over, the time up to which it is told.</param>
/// <param name="GeneratedAt">When it was counted.</param>
/// <param name="IsSoFar">Whether the day was not over then.</param>
/// <param name="IsEmpty">Whether nothing happened.</param>
/// <param name="Totals">Sums.</param>
/// <param name="Hours">Hour by hour: 24, or 23 or 25 where a clock is put forward or back.</param>
/// <param name="Postures">What was predicted, by label, all eight.</param>
/// <param name="ReplyTimes">How long replies took; null without any.</param>
/// <param name="Errors">Error replies by code, most frequent first.</param>
/// <param name="Refused">Connects refused before the upgrade, and callers refused for want of a right token, by reason, most frequent first.</param>
/// <param name="Connections">Device connections.</param>
/// <param name="Confidence">How sure the model was; null without predictions.</param>
/// <param name="Models">How each model version did that answered.</param>
/// <param name="Feedback">What wearers said of the day's predictions, by the posture they named.</param>
/// <param name="AccuracyTrend">The day and the six before it.</param>
/// <param name="Drift">How far the day's traffic is from the active model's training data.</param>
public sealed record DailyReport(
    DateOnly Date,
    string TimeZone,
    DateTimeOffset From,
    DateTimeOffset To,
    DateTimeOffset GeneratedAt,
    bool IsSoFar,
    bool IsEmpty,
    ReportTotals Totals,
    ImmutableArray<ReportHour> Hours,
    ImmutableArray<PostureShare> Postures,
    ReplyTimes? ReplyTimes,
    ImmutableArray<NamedCount> Errors,
    ImmutableArray<NamedCount> Refused,
    ConnectionReport Connections,
    ConfidenceReport? Confidence,
    ImmutableArray<ModelReport> Models,
    ImmutableArray<FeedbackReport> Feedback,
    ImmutableArray<JudgedDay> AccuracyTrend,
    ReportedDrift Drift);

/// <summary>Sums of a time.</summary>
/// <param name="Predictions">Logged predictions; a batch of v2 has one a frame.</param>
/// <param name="Users">Different users with predictions. A connection that names no user counts as one.</param>
/// <param name="Replies">Predictions sent back; a batch of v2 has one.</param>
/// <param name="Errors">Error replies.</param>
/// <param name="ErrorShare">Errors among replies and errors, 0 to 1; null without either.</param>
/// <param name="Refused">Connects and callers refused.</param>
/// <param name="SlowUsersPeak">Most users of an hour who had a slow reply.</param>
public sealed record ReportTotals(
    long Predictions, long Users, long Replies, long Errors, double? ErrorShare, long Refused, long SlowUsersPeak);

/// <summary>An hour.</summary>
/// <param name="Start">Its beginning.</param>
/// <param name="Predictions">Logged predictions.</param>
/// <param name="Replies">Predictions sent back.</param>
/// <param name="Errors">Error replies.</param>
/// <param name="SlowUsers">Users who waited longer than 500 ms for a reply, counted at each frontend.</param>
/// <param name="P50Ms">Median reply time; null without replies.</param>
/// <param name="P95Ms">95th percentile.</param>
public sealed record ReportHour(
    DateTimeOffset Start, long Predictions, long Replies, long Errors, long SlowUsers, double? P50Ms, double? P95Ms);

/// <summary>A posture among predictions; the share is null without any.</summary>
public sealed record PostureShare(int Posture, long Predictions, double? Share);

/// <summary>Percentiles in milliseconds, off by a quarter at the most; over 10 s they are given as 10,000.</summary>
/// <param name="P50Ms">Median.</param>
/// <param name="P95Ms">95th percentile.</param>
/// <param name="P99Ms">99th percentile.</param>
/// <param name="Over100Ms">Replies that took longer than 100 ms, exactly.</param>
/// <param name="Over500Ms">Replies that took longer than 500 ms, exactly.</param>
public sealed record ReplyTimes(double P50Ms, double P95Ms, double P99Ms, long Over100Ms, long Over500Ms);

/// <summary>How often something happened.</summary>
public sealed record NamedCount(string Name, long Count);

/// <summary>Device connections.</summary>
/// <param name="Opened">Those that began in the time, by protocol.</param>
/// <param name="Ended">Those that ended in it, by close reason.</param>
public sealed record ConnectionReport(ImmutableArray<NamedCount> Opened, ImmutableArray<NamedCount> Ended);

/// <summary>Confidence of predictions.</summary>
/// <param name="Mean">Mean.</param>
/// <param name="Deciles">Predictions in [0, 0.1), … [0.9, 1].</param>
public sealed record ConfidenceReport(double Mean, ImmutableArray<long> Deciles);

/// <summary>How a model version did by what wearers say; they say more when it was wrong.</summary>
/// <param name="ModelVersion">The version.</param>
/// <param name="Predictions">Its predictions.</param>
/// <param name="MeanConfidence">Their mean confidence; null without any.</param>
/// <param name="Judged">Those that a wearer judged.</param>
/// <param name="Right">Those of them that were right.</param>
/// <param name="Coverage">Share of predictions that were judged; null without any.</param>
/// <param name="Accuracy">Share of the judged that were right; null without any.</param>
/// <param name="People">Wearers who judged.</param>
/// <param name="MeanPersonAccuracy">Mean of each one's share of right predictions; null without any.</param>
public sealed record ModelReport(
    string ModelVersion, long Predictions, double? MeanConfidence, long Judged, long Right, double? Coverage, double? Accuracy,
    int People, double? MeanPersonAccuracy);

/// <summary>Predictions of which wearers said that they did <paramref name="Posture"/>, and those that had said so.</summary>
public sealed record FeedbackReport(int Posture, long Judged, long Right);

/// <summary>Accuracy from feedback on one day's predictions; null where nobody judged.</summary>
public sealed record JudgedDay(DateOnly Date, long Judged, long Right, double? Accuracy);

/// <summary>Drift of a day.</summary>
/// <param name="Outcome"><c>measured</c>, or why not: <c>no_model</c>, <c>no_reference</c>, <c>no_traffic</c>, <c>busy</c>.</param>
/// <param name="ModelVersion">The version that was active when it was measured.</param>
/// <param name="People">Users in the sample.</param>
/// <param name="Frames">Their frames.</param>
/// <param name="IsPartial">Whether time ran out before the whole sample was read.</param>
/// <param name="WorstPsi">Largest population stability index of features and predicted postures.</param>
/// <param name="Features">Each feature.</param>
/// <param name="PosturePsi">That of the predicted postures; null without predictions of the active version.</param>
public sealed record ReportedDrift(
    string Outcome,
    string? ModelVersion,
    int People,
    int Frames,
    bool IsPartial,
    double? WorstPsi,
    ImmutableArray<DriftedFeature> Features,
    double? PosturePsi);

/// <summary>A feature's population stability index and Jensen–Shannon distance.</summary>
public sealed record DriftedFeature(string Name, double Psi, double JsDistance);
