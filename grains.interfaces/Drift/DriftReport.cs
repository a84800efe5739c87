using System.Collections.Immutable;

namespace Posture.Grains.Interfaces.Drift;

/// <summary>How a measurement ended.</summary>
public enum DriftOutcome
{
    /// <summary>The report is there.</summary>
    Measured,

    /// <summary>The active model does not say what it was trained on.</summary>
    NoReference,

    /// <summary>No model is loaded.</summary>
    NoModel,

    /// <summary>The silo is at work on another measurement.</summary>
    Busy,
}

/// <summary>The answer; <paramref name="Report"/> is set when it was measured, the version whenever there is a model.</summary>
[GenerateSerializer, Immutable, Alias("posture.drift-answer")]
public sealed record DriftAnswer(DriftOutcome Outcome, string? ModelVersion, DriftReport? Report);

/// <summary>How far live traffic is from a model's training data.</summary>
/// <param name="People">Users in the sample.</param>
/// <param name="Frames">Their frames, a window for each.</param>
/// <param name="IsPartial">Whether time ran out before the whole sample was read.</param>
/// <param name="Features">One entry a feature; empty without frames.</param>
/// <param name="Postures">
/// The predictions of the active version against the labels that it was trained on; null without such predictions.
/// </param>
[GenerateSerializer, Immutable, Alias("posture.drift-report")]
public sealed record DriftReport(
    int People, int Frames, bool IsPartial, ImmutableArray<FeatureDrift> Features, PostureDrift? Postures);

/// <summary>Two distances of one feature's histogram from its training reference.</summary>
/// <param name="Name">The feature.</param>
/// <param name="StabilityIndex">Population stability index: 0 when alike, without an upper bound.</param>
/// <param name="JensenShannonDistance">Square root of the Jensen–Shannon divergence in bits, 0 to 1.</param>
[GenerateSerializer, Immutable, Alias("posture.feature-drift")]
public sealed record FeatureDrift(string Name, double StabilityIndex, double JensenShannonDistance);

/// <summary>The same distances of the shares of the eight postures, with these shares, [8] each.</summary>
[GenerateSerializer, Immutable, Alias("posture.posture-drift")]
public sealed record PostureDrift(
    double StabilityIndex,
    double JensenShannonDistance,
    ImmutableArray<double> LiveShares,
    ImmutableArray<double> ReferenceShares);
