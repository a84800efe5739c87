namespace Posture.Grains.Interfaces.Health;

/// <summary>The state of the silo that answers. Stateless: every caller uses <see cref="Pool"/> as the key.</summary>
[Alias("posture.silo-status")]
public interface ISiloStatusGrain : IGrainWithIntegerKey
{
    /// <summary>The only key in use.</summary>
    const long Pool = 0;

    /// <summary>Model and prediction log as this silo sees them.</summary>
    [Alias("report")]
    Task<SiloReport> Report();
}

/// <summary>What a silo says of itself.</summary>
/// <param name="ModelName">Name of the active model, or null when none is loaded.</param>
/// <param name="ModelVersion">Its version, or null.</param>
/// <param name="SpoolPendingBytes">Predictions that wait in the spool for the log store, in bytes.</param>
/// <param name="SpoolCapacityBytes">Bound of the spool; at the bound frames are refused.</param>
/// <param name="OldestPendingMs">Age of the oldest prediction that waits, 0 when none does.</param>
/// <param name="LogStoreFault">Why the last write to the log store failed, or null when it went well.</param>
/// <param name="RefusesFrames">Whether the latest prediction could not be spooled, so that its frame was refused.</param>
/// <param name="WrongModel">Which other model is wanted and why it does not serve, or null.</param>
/// <param name="ModelRegistryFault">Why it is not known which model is wanted, or null.</param>
[GenerateSerializer, Immutable, Alias("posture.silo-report")]
public sealed record SiloReport(
    string? ModelName,
    string? ModelVersion,
    long SpoolPendingBytes,
    long SpoolCapacityBytes,
    double OldestPendingMs,
    string? LogStoreFault,
    bool RefusesFrames,
    string? WrongModel = null,
    string? ModelRegistryFault = null);
