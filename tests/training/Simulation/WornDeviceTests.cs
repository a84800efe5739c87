using System.Collections.Immutable;
using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Alerts;
using Posture.Grains.Interfaces.Calibration;
using Posture.Training.Simulation;
using Posture.Training.Tests.Support;

namespace Posture.Training.Tests.Simulation;

public sealed class WornDeviceTests : IDisposable
{
    // Two still people's worth of room between neighbouring postures.
    private static readonly SimulatedWearer Plain = new(
        [.. Enumerable.Range(0, 8).Select(posture => posture * 10.0)], [.. Enumerable.Repeat(0.3, 8)], DriftDegrees: 0.3);

    private readonly PostureModel _model = PostureModel.Load(
        ShippedModels.Folders.Single(folder => Path.GetFileName(folder) == new ModelOptions().Version));

    public void Dispose() => _model.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public void A_planted_slouch_is_told_of_once_and_soon(int hertz)
    {
        double held = AlertSettings.Default.AfterSeconds + 60;
        ImmutableArray<Bout> bouts = Days.Of((0, 300), (3, held), (5, 300), (2, AlertSettings.Default.AfterSeconds / 2), (0, 200));

        WearerAlerts day = Wear(hertz, bouts);

        Assert.Equal((1, 1, 1, 0), (day.Slouches, day.RaisedOnce, day.Alerts, day.FalseAlarms));
        Assert.InRange(
            Assert.Single(day.DelaysSeconds), AlertSettings.Default.AfterSeconds, AlertSettings.Default.AfterSeconds + 45);
    }

    [Fact]
    public void A_day_without_a_slouch_is_quiet() =>
        Assert.Equal(0, Wear(1, Days.Of((0, 600), (4, 600), (5, 600), (6, 600), (7, 600))).Alerts);

    [Fact]
    public void Somebody_who_cannot_hold_still_stays_without_a_calibration()
    {
        SimulatedWearer restless = Plain with { NoiseDegrees = [.. Enumerable.Repeat(60.0, 8)] };

        PersonalProfile profile = WornDevice.Calibrate(new PitchStream(restless, hertz: 1, new Random(1)), seconds: 20);

        Assert.All(profile.Postures, Assert.Null);
    }

    [Fact]
    public void The_same_seed_gives_the_same_day_at_every_run()
    {
        AlertRun first = Run(seed: 3), again = Run(seed: 3), other = Run(seed: 4);

        Assert.Equivalent(first, again, strict: true);
        Assert.NotEqual(Worn(first), Worn(other));
    }

    private WearerAlerts Wear(int hertz, ImmutableArray<Bout> bouts)
    {
        using PostureClassifier classifier = _model.CreateClassifier();
        var stream = new PitchStream(Plain, hertz, new Random(1));
        PersonalProfile profile = WornDevice.Calibrate(stream, seconds: 20);
        return WearerAlerts.Of(
            bouts, new WornDevice(classifier, AlertSettings.Default).Wear(stream, bouts, profile), AlertSettings.Default);
    }

    private AlertRun Run(int seed) =>
        new AlertSimulation(Wearers: 3, Hours: 2, seed).Run(_model, hertz: 1, AlertSettings.Default, NoProgress.Instance);

    private static (double, int)[] Worn(AlertRun run) =>
        [.. run.Wearers.Select(wearer => (wearer.HoursWorn, wearer.Slouches))];
}
