using System.Collections.Immutable;
using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Drift;

namespace Posture.Grains.Drift;

/// <summary>Reads a sample of the log and holds it against a model's training reference.</summary>
internal sealed class DriftMeasurement(IDriftStore store, TimeProvider time)
{
    /// <summary>Most users of a sample.</summary>
    public const int MaxPeople = 200;

    /// <summary>Most frames of each.</summary>
    public const int MaxFramesPerPerson = 2_000;

    // The caller waits; what has been read by then is an answer too.
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(15);

    public async Task<DriftReport> MeasureAsync(ModelManifest manifest, long fromUnixMicros, long toUnixMicros)
    {
        long begun = time.GetTimestamp();
        var shares = new TrafficShares(manifest.Reference!, manifest.Version);
        bool isPartial = false;
        IReadOnlyList<string> users = await Task.Run(
            () => store.SampleUsersAsync(fromUnixMicros, toUnixMicros, MaxPeople, CancellationToken.None));
        foreach (string user in users)
        {
            if (isPartial = time.GetElapsedTime(begun) > TimeLimit)
                break;
            // One user at a time: no thread is held for more than some ten milliseconds.
            await Task.Run(async () => shares.AddPerson(FrameReplay.Windows(await store.ReadFramesAsync(
                user, fromUnixMicros, toUnixMicros, MaxFramesPerPerson, CancellationToken.None))));
        }

        return Report(shares, manifest, isPartial);
    }

    private static DriftReport Report(TrafficShares shares, ModelManifest manifest, bool isPartial)
    {
        TrainingReference reference = manifest.Reference!;
        ImmutableArray<FeatureDrift> features = shares.People == 0
            ? []
            : [.. reference.Features.Select((feature, index) => Drift(manifest.FeatureNames[index], shares.Feature(index), feature))];
        return new DriftReport(
            shares.People, shares.Frames, isPartial, features, shares.Postures() is { } live ? Drift(live, reference) : null);
    }

    private static FeatureDrift Drift(string name, double[] live, FeatureReference reference) => new(
        name,
        ShareDistance.StabilityIndex(live, reference.Shares.AsSpan()),
        ShareDistance.JensenShannon(live, reference.Shares.AsSpan()));

    private static PostureDrift Drift(double[] live, TrainingReference reference) => new(
        ShareDistance.StabilityIndex(live, reference.PostureShares.AsSpan()),
        ShareDistance.JensenShannon(live, reference.PostureShares.AsSpan()),
        [.. live],
        reference.PostureShares);
}
