using System.Collections.Immutable;
using Posture.Training.Simulation;

namespace Posture.Training.Tests.Simulation;

/// <summary>Days made by hand.</summary>
internal static class Days
{
    /// <summary>Postures held one after the other.</summary>
    public static ImmutableArray<Bout> Of(params (int Posture, double Seconds)[] held)
    {
        var bouts = ImmutableArray.CreateBuilder<Bout>();
        double startMs = 0;
        foreach ((int posture, double seconds) in held)
        {
            bouts.Add(new Bout(Activity.Holding, posture, startMs, startMs + seconds * 1000));
            startMs = bouts[^1].EndMs;
        }

        return bouts.ToImmutable();
    }
}
