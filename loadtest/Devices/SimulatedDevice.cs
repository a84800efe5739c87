using Posture.LoadTest.Protocol;

namespace Posture.LoadTest.Devices;

/// <summary>
/// A person who sits: a posture held for about a minute, breathing, slow sway and sensor noise. Frame n is a function
/// of the device and n alone, so whoever awaits the reply to frame n knows what was sent without keeping it.
/// </summary>
/// <param name="index">Number of the device in the run; decides its person.</param>
/// <param name="intervalMs">Milliseconds of device time between two frames.</param>
internal sealed class SimulatedDevice(int index, double intervalMs)
{
    private const double PostureHeldSeconds = 60;
    private const double BreathsPerSecond = 0.25;
    private const double BreathDegrees = 0.6;
    private const double SwaysPerSecond = 0.05;
    private const double SwayDegrees = 1.5;
    private const double NoiseDegrees = 0.3;
    private const double PersonSpreadDegrees = 20;
    private const double PostureSpreadDegrees = 25;
    private const double FirstTimestampMs = 1_000;

    private readonly double _personDegrees = PersonSpreadDegrees * SignedUnit(index, -1);
    private readonly double _phase = Math.PI * SignedUnit(index, -2);

    /// <summary>User id for a named run, within the protocol's <c>A-Za-z0-9._-</c>.</summary>
    public string UserId { get; } = FormattableString.Invariant($"load-{index}");

    /// <param name="number">0 for the device's first frame.</param>
    public PitchFrame Frame(long number)
    {
        double elapsedMs = number * intervalMs;
        return new PitchFrame((long)(FirstTimestampMs + elapsedMs), PitchDegrees(number, elapsedMs / 1_000));
    }

    private double PitchDegrees(long number, double seconds)
    {
        long posture = (long)(seconds / PostureHeldSeconds);
        double pitch = _personDegrees
            + PostureSpreadDegrees * SignedUnit(index, posture)
            + SwayDegrees * Math.Sin(_phase + 2 * Math.PI * SwaysPerSecond * seconds)
            + BreathDegrees * Math.Sin(_phase + 2 * Math.PI * BreathsPerSecond * seconds)
            + NoiseDegrees * SignedUnit(~index, number);
        return Math.Round(pitch, 2);
    }

    // The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): uniform in [-1, 1) and the same in every run.
    private static double SignedUnit(int stream, long position)
    {
        ulong mixed = ((ulong)(uint)stream << 32) ^ (ulong)position;
        mixed += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        mixed ^= mixed >> 31;
        return (mixed >> 11) / (double)(1L << 52) - 1;
    }
}
