using Microsoft.Extensions.Time.Testing;
using Posture.Grains.Drift;
using Posture.Grains.Features;
using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Drift;
using Posture.Grains.Tests.Inference;

namespace Posture.Grains.Tests.Drift;

public sealed class DriftMeasurementTests : IDriftStore
{
    private readonly FakeTimeProvider _time = new();
    private readonly Dictionary<string, LoggedFrame[]> _log = [];

    [Fact]
    public async Task Traffic_that_is_spread_as_the_training_was_has_not_drifted()
    {
        _log["mina"] = Traffic.Steady(10, 50);
        _log["jun"] = Traffic.Steady(-10, 50);
        DriftReport report = await MeasureAsync();

        Assert.Equal((2, 100, false), (report.People, report.Frames, report.IsPartial));
        Assert.Equal(PitchFeatures.Names, report.Features.Select(feature => feature.Name));
        FeatureDrift median = report.Features[0];
        Assert.Equal((0, 0), (median.StabilityIndex, median.JensenShannonDistance));
    }

    [Fact]
    public async Task Traffic_that_has_moved_is_far()
    {
        _log["mina"] = Traffic.Steady(10, 50, posture: 5);
        DriftReport report = await MeasureAsync();

        Assert.True(report.Features[0].StabilityIndex > 0.25);
        Assert.Equal(Math.Sqrt(0.311278), report.Features[0].JensenShannonDistance, 1e-6);
        Assert.Equal(1, report.Postures!.LiveShares[5]);
        Assert.Equal(Traffic.Halves.PostureShares, report.Postures.ReferenceShares);
    }

    [Fact]
    public async Task Without_traffic_nothing_is_said()
    {
        DriftReport report = await MeasureAsync();

        Assert.Equal((0, 0, false), (report.People, report.Frames, report.IsPartial));
        Assert.Empty(report.Features);
        Assert.Null(report.Postures);
    }

    [Fact]
    public async Task A_log_that_is_slow_gives_what_was_read_in_time()
    {
        for (int user = 0; user < 10; user++)
            _log[$"user-{user}"] = Traffic.Steady(1, 5);
        _time.AutoAdvanceAmount = TimeSpan.FromSeconds(6);
        DriftReport report = await MeasureAsync();

        Assert.True(report.IsPartial);
        Assert.InRange(report.People, 1, 3);
    }

    Task<IReadOnlyList<string>> IDriftStore.SampleUsersAsync(
        long fromUnixMicros, long toUnixMicros, int limit, CancellationToken cancellationToken)
    {
        Assert.Equal((1, 2, DriftMeasurement.MaxPeople), (fromUnixMicros, toUnixMicros, limit));
        return Task.FromResult<IReadOnlyList<string>>([.. _log.Keys]);
    }

    Task<IReadOnlyList<LoggedFrame>> IDriftStore.ReadFramesAsync(
        string userId, long fromUnixMicros, long toUnixMicros, int limit, CancellationToken cancellationToken)
    {
        Assert.Equal((1, 2, DriftMeasurement.MaxFramesPerPerson), (fromUnixMicros, toUnixMicros, limit));
        return Task.FromResult<IReadOnlyList<LoggedFrame>>(_log[userId]);
    }

    private Task<DriftReport> MeasureAsync()
    {
        using PostureModel model = PostureModel.Load(ModelCopy.Shipped);
        ModelManifest manifest = model.Manifest with { Version = Traffic.Version, Reference = Traffic.Halves };
        return new DriftMeasurement(this, _time).MeasureAsync(manifest, 1, 2);
    }
}
