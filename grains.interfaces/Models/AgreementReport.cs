using System.Collections.Immutable;

namespace Posture.Grains.Interfaces.Models;

/// <summary>Which predictions to compare.</summary>
/// <param name="ShadowVersion">The shadow whose answers count.</param>
/// <param name="FromUnixMicros">Earliest receive time, inclusive, or null.</param>
/// <param name="ToUnixMicros">Latest receive time, exclusive, or null.</param>
[GenerateSerializer, Immutable, Alias("posture.agreement-query")]
public sealed record AgreementQuery(string ShadowVersion, long? FromUnixMicros, long? ToUnixMicros);

/// <summary>How often a shadow said what the active version said.</summary>
/// <param name="ActiveVersions">The versions that it was compared with.</param>
/// <param name="People">Users whose predictions were compared.</param>
/// <param name="Matrix">Predictions by active posture, then by shadow posture, [8][8].</param>
/// <param name="MeanPersonAgreement">Mean over users of the share on which both agreed; null without predictions.</param>
/// <param name="MeanActiveConfidence">Mean confidence of the active version; null without predictions.</param>
/// <param name="MeanShadowConfidence">Mean confidence of the shadow; null without predictions.</param>
[GenerateSerializer, Immutable, Alias("posture.agreement-report")]
public sealed record AgreementReport(
    ImmutableArray<string> ActiveVersions,
    long People,
    ImmutableArray<ImmutableArray<long>> Matrix,
    double? MeanPersonAgreement,
    double? MeanActiveConfidence,
    double? MeanShadowConfidence)
{
    /// <summary>How many were compared.</summary>
    public long Predictions => Matrix.Sum(row => row.Sum());

    /// <summary>Share of all predictions on which both agreed; null without predictions.</summary>
    public double? Agreement =>
        Predictions == 0 ? null : (double)Matrix.Select((row, posture) => row[posture]).Sum() / Predictions;
}
