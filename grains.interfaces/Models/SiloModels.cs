namespace Posture.Grains.Interfaces.Models;

/// <summary>What one silo runs, in its own words.</summary>
/// <param name="Silo">Address of the silo.</param>
/// <param name="Active">What it answers with, or null before its first model.</param>
/// <param name="Shadow">What runs beside it, or null.</param>
/// <param name="FollowedRevision">The latest <see cref="WantedModels.Revision"/> that it acted upon, -1 before the first.</param>
/// <param name="ActiveFault">Why it does not run the wanted active version, or null.</param>
/// <param name="ShadowFault">Why it does not run the wanted shadow version, or null.</param>
[GenerateSerializer, Immutable, Alias("posture.silo-models")]
public sealed record SiloModels(
    string Silo,
    ModelReference? Active,
    ModelReference? Shadow,
    long FollowedRevision,
    string? ActiveFault,
    string? ShadowFault)
{
    /// <summary>Whether the silo has acted upon <paramref name="wanted"/>, and could.</summary>
    public bool Runs(WantedModels wanted) =>
        FollowedRevision >= wanted.Revision
        && Active?.Version == wanted.Active.Version
        && Shadow?.Version == wanted.Shadow?.Version;
}
