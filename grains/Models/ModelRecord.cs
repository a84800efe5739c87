using System.Collections.Immutable;
using Posture.Grains.Interfaces.Models;

namespace Posture.Grains.Models;

/// <summary>What is stored of a model family: which versions the cluster runs, and what every version that ever ran looked like.</summary>
[GenerateSerializer, Immutable, Alias("posture.model-record")]
internal sealed record ModelRecord
{
    /// <summary>Counts the changes.</summary>
    [Id(0)]
    public long Revision { get; init; }

    /// <summary>The active version; null until one is activated, while the configured one counts.</summary>
    [Id(1)]
    public string? Active { get; init; }

    /// <summary>The version that was active before.</summary>
    [Id(2)]
    public string? Previous { get; init; }

    /// <summary>The version on trial.</summary>
    [Id(3)]
    public string? Shadow { get; init; }

    /// <summary>Every version that ever ran, with the hash that it had.</summary>
    [Id(4)]
    public ImmutableArray<ModelReference> Known { get; init; } = [];

    /// <summary>A version, with its hash if it ever ran.</summary>
    public ModelReference Reference(string version) =>
        Known.FirstOrDefault(known => known.Version == version) ?? new ModelReference(version, null);

    /// <param name="configured">The version that counts until one is activated.</param>
    public WantedModels Wanted(string configured) => new(
        Revision,
        Reference(Active ?? configured),
        Previous is { } previous ? Reference(previous) : null,
        Shadow is { } shadow ? Reference(shadow) : null);

    /// <summary>The record with another active version; what was active can be returned to, and a shadow has become the thing.</summary>
    public ModelRecord WithActive(ModelReference version, string configured)
    {
        string active = Active ?? configured;
        return (this with
        {
            Revision = Revision + 1,
            Active = version.Version,
            Previous = active == version.Version ? Previous : active,
            Shadow = Shadow == version.Version ? null : Shadow,
        }).WithHash(version);
    }

    /// <summary>The record with another shadow, or none.</summary>
    public ModelRecord WithShadow(ModelReference? version)
    {
        ModelRecord changed = this with { Revision = Revision + 1, Shadow = version?.Version };
        return version is null ? changed : changed.WithHash(version);
    }

    /// <summary>The record that knows what a version looks like. What it knew already it keeps.</summary>
    public ModelRecord WithHash(ModelReference version) =>
        version.Sha256 is null || Reference(version.Version).Sha256 is not null ? this : this with { Known = Known.Add(version) };
}
