using System.Collections.Immutable;
using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Alerts;
using Posture.Grains.Interfaces.Calibration;

namespace Posture.Training.Simulation;

/// <summary>Many wearers over a day each. The same wearers and days are met at every sampling rate and by every policy.</summary>
/// <param name="Wearers">How many.</param>
/// <param name="Hours">Length of each day.</param>
/// <param name="Seed">What everything is drawn from.</param>
internal sealed record AlertSimulation(int Wearers, double Hours, int Seed)
{
    /// <summary>Calibration of each posture.</summary>
    public const double CalibrationSeconds = 20;

    /// <summary>Runs every wearer's day; <paramref name="progress"/> gets the share of them done.</summary>
    public AlertRun Run(PostureModel model, int hertz, AlertSettings settings, IProgress<double> progress)
    {
        var days = ImmutableArray.CreateBuilder<WearerAlerts>(Wearers);
        // Every wearer draws from an own source, so the order in which they are run changes nothing.
        foreach (WearerAlerts day in Enumerable.Range(0, Wearers).AsParallel().AsOrdered()
            .WithMergeOptions(ParallelMergeOptions.NotBuffered)
            .Select(wearer => Day(model, hertz, settings, wearer)))
        {
            days.Add(day);
            progress.Report(days.Count / (double)Wearers);
        }

        return AlertRun.Of(hertz, days.MoveToImmutable());
    }

    private WearerAlerts Day(PostureModel model, int hertz, AlertSettings settings, int index)
    {
        var random = new Random(HashCode(index));
        SimulatedWearer wearer = SimulatedWearer.Draw(random);
        ImmutableArray<Bout> bouts = DayPlan.Draw(Hours, random);
        var stream = new PitchStream(wearer, hertz, random);

        using PostureClassifier classifier = model.CreateClassifier();
        PersonalProfile profile = WornDevice.Calibrate(stream, CalibrationSeconds);
        return WearerAlerts.Of(bouts, new WornDevice(classifier, settings).Wear(stream, bouts, profile), settings);
    }

    // Neighbouring seeds of neighbouring runs must not give the same wearers.
    private int HashCode(int index) => unchecked(Seed * 7919 + index);
}
