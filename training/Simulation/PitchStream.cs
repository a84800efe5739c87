using MathNet.Numerics.Distributions;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Training.Simulation;

/// <summary>
/// What the device of a wearer sends. While a posture is held its pitch wanders about where this wearer holds it, as an
/// Ornstein–Uhlenbeck process that starts anew with every bout, for nobody sits down twice alike; single frames add white
/// noise.
/// </summary>
internal sealed class PitchStream(SimulatedWearer wearer, int hertz, Random random)
{
    private const double MsPerSecond = 1000;
    private const double WanderingSeconds = 100;
    private const double ChangeSeconds = 2;
    private const double MovingApartDegrees = 15;
    private const double MovingNoiseDegrees = 8;
    private const double LargestPitchDegrees = 180;

    // A device's clock is regular, the moments of its samples are less so.
    private const double JitterShare = 0.05;

    private double _pitch;

    /// <summary>The frames of a bout; none while the device is off.</summary>
    public IEnumerable<PitchFrame> Frames(Bout bout)
    {
        if (bout.Activity == Activity.Away)
            yield break;

        bool holds = bout.Posture is not null;
        double centre = bout.Posture is { } posture
            ? wearer.PitchDegrees[posture]
            : Normal.Sample(random, 0, MovingApartDegrees);
        double noise = bout.Posture is { } held ? wearer.NoiseDegrees[held] : MovingNoiseDegrees;
        double before = _pitch, wandered = holds ? Normal.Sample(random, 0, wearer.DriftDegrees) : 0;
        double stepMs = MsPerSecond / hertz;
        for (double ms = bout.StartMs; ms < bout.EndMs; ms += stepMs)
        {
            double share = Math.Min(1, (ms - bout.StartMs) / (ChangeSeconds * MsPerSecond));
            _pitch = before + share * (centre + wandered - before);
            double jitterMs = stepMs * JitterShare * random.NextDouble();
            double degrees = Math.Clamp(
                _pitch + Normal.Sample(random, 0, noise), -LargestPitchDegrees, LargestPitchDegrees);
            yield return new PitchFrame(ms + jitterMs, degrees);
            wandered = holds ? Wander(wandered, stepMs) : 0;
        }
    }

    // The exact step of the process: its stationary deviation stays the same at every sampling rate.
    private double Wander(double degrees, double stepMs)
    {
        double kept = Math.Exp(-stepMs / (WanderingSeconds * MsPerSecond));
        return kept * degrees + Normal.Sample(random, 0, wearer.DriftDegrees * Math.Sqrt(1 - kept * kept));
    }
}
