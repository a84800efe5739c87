using Posture.Grains.Drift;
using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Drift;
using Posture.Grains.Tests.Inference;

namespace Posture.Grains.Tests.Drift;

public sealed class DriftGrainTests : IDriftStore, IDisposable
{
    private readonly TaskCompletionSource<IReadOnlyList<string>> _users = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ModelHost _models = new();
    private readonly ModelCopy _copy = new();
    private readonly DriftGrain _grain;

    public DriftGrainTests() => _grain = new DriftGrain(_models, this, TimeProvider.System);

    public void Dispose()
    {
        _models.Dispose();
        _copy.Dispose();
    }

    [Fact]
    public async Task Without_a_model_or_its_reference_there_is_nothing_to_measure()
    {
        Assert.Equal(new DriftAnswer(DriftOutcome.NoModel, null, null), await _grain.Measure(0, 1));

        _models.Serve(PostureModel.Load(_copy.Path));
        Assert.Equal(new DriftAnswer(DriftOutcome.NoReference, "1.0.0", null), await _grain.Measure(0, 1));
    }

    [Fact]
    public async Task One_measurement_runs_at_a_time_and_a_failed_one_makes_room()
    {
        _copy.Edit("manifest.json", manifest => manifest["reference"] = ModelReferences.Halves());
        _models.Serve(PostureModel.Load(_copy.Path));
        Task<DriftAnswer> first = _grain.Measure(0, 1);

        Assert.Equal(DriftOutcome.Busy, (await _grain.Measure(0, 1)).Outcome);
        _users.SetException(new IOException("no such table"));
        await Assert.ThrowsAsync<IOException>(() => first);
        await Assert.ThrowsAsync<IOException>(() => _grain.Measure(0, 1));
    }

    Task<IReadOnlyList<string>> IDriftStore.SampleUsersAsync(
        long fromUnixMicros, long toUnixMicros, int limit, CancellationToken cancellationToken) => _users.Task;

    Task<IReadOnlyList<LoggedFrame>> IDriftStore.ReadFramesAsync(
        string userId, long fromUnixMicros, long toUnixMicros, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<LoggedFrame>>([]);
}
