using Posture.Grains.Interfaces.Alerts;

namespace Posture.Grains.Alerts;

/// <summary>What is remembered of a wearer's alerts between activations.</summary>
/// <param name="Settings">What the wearer asked for; null for the defaults, which may become better ones.</param>
/// <param name="SnoozedUntilUnixMs">End of the snooze, or null.</param>
/// <param name="Raised">The alert that is up, or null.</param>
[GenerateSerializer, Immutable, Alias("posture.alert-memory")]
internal sealed record AlertMemory(
    AlertSettings? Settings = null, long? SnoozedUntilUnixMs = null, RaisedAlert? Raised = null);
