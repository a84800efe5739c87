using System.Collections.Immutable;

namespace Posture.Grains.Interfaces.Alerts;

/// <summary>What a wearer wants to be told of.</summary>
/// <param name="IsEnabled">False: never.</param>
/// <param name="BadPostures">Labels that count as a slouch, rising, without repeats.</param>
/// <param name="AfterSeconds">How long a slouch has to last.</param>
/// <param name="ClearAfterSeconds">How long the wearer has to sit well again for it to be over.</param>
[GenerateSerializer, Immutable, Alias("posture.alert-settings")]
public sealed record AlertSettings(
    bool IsEnabled, ImmutableArray<int> BadPostures, double AfterSeconds, double ClearAfterSeconds)
{
    /// <summary>
    /// For somebody who has chosen nothing: forward head, head down and forward lean, the postures that bend forward and
    /// so show in the pitch. After two minutes: docs/evaluation.md has the false alarms that shorter ones cost.
    /// </summary>
    public static readonly AlertSettings Default = new(true, [1, 2, 3], 120, 10);
}
