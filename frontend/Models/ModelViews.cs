using System.Collections.Immutable;
using Posture.Grains.Interfaces.Models;

namespace Posture.Frontend.Models;

/// <summary><c>GET /api/models</c>.</summary>
internal sealed record ModelListView(
    string Name,
    long Revision,
    string Active,
    string? Previous,
    string? Shadow,
    ImmutableArray<ModelView> Versions,
    ImmutableArray<SiloModelsView> Silos)
{
    public static ModelListView Of(string name, ModelRegistryStatus status, ImmutableArray<ModelSummary> versions) => new(
        name,
        status.Wanted.Revision,
        status.Wanted.Active.Version,
        status.Wanted.Previous?.Version,
        status.Wanted.Shadow?.Version,
        [.. versions.Select(version => ModelView.Of(version, status.Wanted))],
        [.. status.Silos.Select(silo => SiloModelsView.Of(silo, status.Wanted))]);
}

/// <summary>One version on disk; <c>Reason</c> says why it is refused, whatever its state is.</summary>
internal sealed record ModelView(
    string Version,
    DateTimeOffset? CreatedAt,
    string? Method,
    ImmutableSortedDictionary<string, double> Metrics,
    string? Sha256,
    string State,
    string? Reason)
{
    public static ModelView Of(ModelSummary version, WantedModels wanted) => new(
        version.Version,
        version.CreatedAt,
        version.Method,
        version.Metrics,
        version.Sha256,
        StateOf(version, wanted),
        version.Refusal);

    // A version that the cluster wants and that has been damaged is refused above all.
    private static string StateOf(ModelSummary version, WantedModels wanted) =>
        version.Refusal is not null ? "refused"
        : version.Version == wanted.Active.Version ? "active"
        : version.Version == wanted.Shadow?.Version ? "shadow"
        : version.Version == wanted.Previous?.Version ? "previous"
        : "available";
}

/// <summary>What one silo runs; a reason says what stands in the way of the wanted version.</summary>
internal sealed record SiloModelsView(
    string Silo, string? Active, string? Shadow, bool IsCurrent, string? ActiveReason, string? ShadowReason)
{
    public static SiloModelsView Of(SiloModels silo, WantedModels wanted) => new(
        silo.Silo, silo.Active?.Version, silo.Shadow?.Version, silo.Runs(wanted), silo.ActiveFault, silo.ShadowFault);
}

/// <summary>The answer to a change: what is wanted now, and whether every silo runs it.</summary>
internal sealed record ModelChangeView(
    string Active, string? Previous, string? Shadow, bool IsComplete, ImmutableArray<SiloModelsView> Silos)
{
    public static ModelChangeView Of(ModelRegistryStatus status) => new(
        status.Wanted.Active.Version,
        status.Wanted.Previous?.Version,
        status.Wanted.Shadow?.Version,
        !status.Silos.IsEmpty && status.Silos.All(silo => silo.Runs(status.Wanted)),
        [.. status.Silos.Select(silo => SiloModelsView.Of(silo, status.Wanted))]);
}
