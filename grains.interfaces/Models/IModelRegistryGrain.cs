using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Posture.Grains.Interfaces.Models;

/// <summary>
/// Decides which versions of one model family the cluster runs; keyed by the family's name. What it decides is stored
/// before any silo hears of it.
/// </summary>
[Alias("posture.model-registry")]
public interface IModelRegistryGrain : IGrainWithStringKey
{
    /// <summary>
    /// A silo says what it runs, asks to be told of changes and learns what it has to run; to be repeated every few
    /// seconds. Null while the grain storage cannot be read.
    /// </summary>
    [AlwaysInterleave, Alias("renew")]
    Task<WantedModels?> Renew(SiloModels running, IModelObserver observer);

    /// <summary>A silo leaves.</summary>
    [AlwaysInterleave, Alias("leave")]
    Task Leave(string silo);

    /// <summary>Makes a version the active one, once it has shown that it can be loaded and computes what its trainer did.</summary>
    [Alias("activate")]
    Task<ModelChange> Activate(string version);

    /// <summary>Makes the previous version the active one, checked as in <see cref="Activate"/>.</summary>
    [Alias("rollback")]
    Task<ModelChange> Rollback();

    /// <summary>Runs a version beside the active one, checked as in <see cref="Activate"/>; null ends that.</summary>
    [Alias("shadow")]
    Task<ModelChange> Shadow(string? version);

    /// <summary>What is wanted and what runs; null while the grain storage cannot be read.</summary>
    [AlwaysInterleave, Alias("status")]
    Task<ModelRegistryStatus?> Status();

    /// <summary>Every version on the disk of the silo that answers, the latest first, each of them tried.</summary>
    [AlwaysInterleave, Alias("versions")]
    Task<ImmutableArray<ModelSummary>> Versions();
}
