namespace Posture.Grains.Streams;

/// <summary>
/// Two clocks at one moment. The row of a frame is known by a time that is reckoned from here, so that a frame which is
/// sent again, also to a process that knows nothing of the first time, gets the same key.
/// </summary>
/// <param name="UnixMicros">Our clock, microseconds since the Unix epoch.</param>
/// <param name="DeviceMs">The device's clock, milliseconds.</param>
[GenerateSerializer, Immutable, Alias("posture.stream-anchor")]
internal sealed record StreamAnchor(long UnixMicros, double DeviceMs)
{
    /// <summary>How far a reckoned time may lie from the anchor; a device that claims more is not believed.</summary>
    public const double MaxDistanceMs = 300_000;

    private const double MicrosPerMs = 1000;

    /// <summary>When a frame of this device time came, more or less.</summary>
    public long ToUnixMicros(double deviceMs) =>
        UnixMicros + (long)(Math.Clamp(deviceMs - DeviceMs, -MaxDistanceMs, MaxDistanceMs) * MicrosPerMs);
}
