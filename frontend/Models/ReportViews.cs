using System.Collections.Immutable;
using Posture.Grains.Interfaces.Drift;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Models;

namespace Posture.Frontend.Models;

/// <summary><c>GET /api/models/{version}/agreement</c>; what cannot be said without predictions is null.</summary>
internal sealed record AgreementView(
    string ShadowVersion,
    ImmutableArray<string> ActiveVersions,
    long Predictions,
    long People,
    double? Agreement,
    double? MeanPersonAgreement,
    ImmutableArray<ImmutableArray<long>> Matrix,
    double? MeanActiveConfidence,
    double? MeanShadowConfidence)
{
    public static AgreementView Of(string shadowVersion, AgreementReport report) => new(
        shadowVersion,
        report.ActiveVersions,
        report.Predictions,
        report.People,
        report.Agreement,
        report.MeanPersonAgreement,
        report.Matrix,
        report.MeanActiveConfidence,
        report.MeanShadowConfidence);
}

/// <summary><c>GET /api/models/drift</c>; the verdict is that of the worst distance, null without traffic.</summary>
internal sealed record DriftView(
    string ModelVersion,
    DateTimeOffset From,
    DateTimeOffset To,
    int People,
    int Frames,
    bool IsPartial,
    string? Verdict,
    ImmutableArray<FeatureDriftView> Features,
    PostureDriftView? Postures)
{
    private const double StableBelow = 0.1;
    private const double DriftedAbove = 0.25;

    public static DriftView Of(string modelVersion, long fromUnixMicros, long toUnixMicros, DriftReport report) => new(
        modelVersion,
        UnixMicros.ToTime(fromUnixMicros),
        UnixMicros.ToTime(toUnixMicros),
        report.People,
        report.Frames,
        report.IsPartial,
        report.Features.IsEmpty ? null : VerdictOf(Worst(report)),
        [.. report.Features.Select(feature => new FeatureDriftView(
            feature.Name, feature.StabilityIndex, feature.JensenShannonDistance, VerdictOf(feature.StabilityIndex)))],
        report.Postures is { } postures
            ? new PostureDriftView(
                postures.StabilityIndex,
                postures.JensenShannonDistance,
                VerdictOf(postures.StabilityIndex),
                postures.LiveShares,
                postures.ReferenceShares)
            : null);

    /// <summary>The band of a population stability index.</summary>
    public static string VerdictOf(double psi) => psi < StableBelow ? "stable" : psi > DriftedAbove ? "drifted" : "shifted";

    private static double Worst(DriftReport report) => Math.Max(
        report.Features.Max(feature => feature.StabilityIndex), report.Postures?.StabilityIndex ?? 0);
}

/// <summary>The distances of one feature.</summary>
internal sealed record FeatureDriftView(string Name, double Psi, double JsDistance, string Verdict);

/// <summary>The distances of the predicted postures, with the shares that were compared, by label.</summary>
internal sealed record PostureDriftView(
    double Psi, double JsDistance, string Verdict, ImmutableArray<double> LiveShares, ImmutableArray<double> ReferenceShares);
