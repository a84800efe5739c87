namespace Posture.Grains.Streams;

/// <summary>
/// What time it is on a device, by the frames that come from it: the smallest difference that was seen between its clock
/// and ours is the one with the least delay in it.
/// </summary>
/// <param name="offsetMs">Our clock minus the device's, as it was known before; null for a device not heard of yet.</param>
internal sealed class DeviceClock(double? offsetMs = null)
{
    // The tolerance of a clock by RFC 5905 (500 ppm): a device that runs slow must not seem later every day.
    private const double MaxDrift = 500e-6;

    private double _offsetMs = offsetMs ?? double.PositiveInfinity;
    private double _observedAtUnixMs = double.PositiveInfinity;

    /// <summary>Takes a device time that was the present, or past, when it arrived.</summary>
    public void Observe(double deviceMs, double arrivedAtUnixMs)
    {
        double drifted = _offsetMs + Math.Max(0, arrivedAtUnixMs - _observedAtUnixMs) * MaxDrift;
        _offsetMs = Math.Min(arrivedAtUnixMs - deviceMs, drifted);
        _observedAtUnixMs = arrivedAtUnixMs;
    }

    /// <summary>Our time as the device has it.</summary>
    public double ToDeviceMs(double unixMs) => unixMs - _offsetMs;
}
