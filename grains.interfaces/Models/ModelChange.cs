using System.Collections.Immutable;

namespace Posture.Grains.Interfaces.Models;

/// <summary>How a change of the wanted models ended.</summary>
public enum ModelChangeOutcome
{
    /// <summary>It is stored, and the silos have been told.</summary>
    Stored,

    /// <summary>There is no such version on the disk of the silo that decided.</summary>
    Unknown,

    /// <summary>The version must not serve.</summary>
    Refused,

    /// <summary>It makes no sense as things stand.</summary>
    Conflict,

    /// <summary>The grain storage did not take it, or cannot be read; nothing was changed.</summary>
    NotStored,
}

/// <summary>The answer to a change.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reason">Why it was not made; null when it was.</param>
/// <param name="Wanted">What is wanted now; null when it was not made.</param>
[GenerateSerializer, Immutable, Alias("posture.model-change")]
public sealed record ModelChange(ModelChangeOutcome Outcome, string? Reason, WantedModels? Wanted);

/// <summary>The registry at a glance.</summary>
/// <param name="Wanted">What every silo has to run.</param>
/// <param name="Silos">The silos that have reported lately.</param>
[GenerateSerializer, Immutable, Alias("posture.model-registry-status")]
public sealed record ModelRegistryStatus(WantedModels Wanted, ImmutableArray<SiloModels> Silos);
