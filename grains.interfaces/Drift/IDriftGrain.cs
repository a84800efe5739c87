namespace Posture.Grains.Interfaces.Drift;

/// <summary>
/// Measures how far live traffic is from what the active model was trained on. Stateless: every caller uses
/// <see cref="Pool"/> as the key.
/// </summary>
[Alias("posture.drift")]
public interface IDriftGrain : IGrainWithIntegerKey
{
    /// <summary>The only key in use.</summary>
    const long Pool = 0;

    /// <summary>Measures the predictions that were received in a range of time, the end exclusive.</summary>
    [Alias("measure")]
    Task<DriftAnswer> Measure(long fromUnixMicros, long toUnixMicros);
}
