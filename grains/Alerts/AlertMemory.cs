using Posture.Grains.Interfaces.Alerts;

namespace Posture.Grains.Alerts;

/// <summary>What is remembered of a wearer's alerts between activations.</summary>
[GenerateSerializer, Alias("posture.alert-memory")]
internal sealed class AlertMemory
{
    /// <summary>What the wearer asked for; null for the defaults, which may become better ones.</summary>
    [Id(0)]
    public AlertSettings? Settings { get; set; }

    /// <summary>End of the snooze, or null.</summary>
    [Id(1)]
    public long? SnoozedUntilUnixMs { get; set; }

    /// <summary>The alert that is up, or null.</summary>
    [Id(2)]
    public RaisedAlert? Raised { get; set; }
}
