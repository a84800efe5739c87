using System.Collections.Immutable;
using System.Diagnostics;
using Orleans.Concurrency;
using Posture.Grains.Features;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Windows;

namespace Posture.Grains.Inference;

/// <inheritdoc cref="IInferenceGrain"/>
/// <remarks>
/// A call stays on the grain's turn: it lasts microseconds, far below what would hold up the scheduler. Idle workers are
/// kept: the next burst would make them again.
/// </remarks>
[StatelessWorker(MaxWorkers, removeIdleWorkers: false)]
internal sealed class InferenceGrain(ModelHost models, ShadowTrial shadow, TimeProvider time) : Grain, IInferenceGrain
{
    // Workers are added only while all others are busy: enough for the cores of a large machine.
    private const int MaxWorkers = 16;

    // A silo gets its first grains a moment before it has learned which model is wanted.
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(10);

    public ValueTask<Prediction?> Classify(FeatureVector features, PersonalProfile? profile) =>
        models.Started.IsCompleted ? ValueTask.FromResult(ClassifyNow(features, profile)) : ClassifyLaterAsync(features, profile);

    public async ValueTask<Prediction?> TryFrames(ImmutableArray<PitchFrame> frames)
    {
        await StartedAsync();
        var window = new SlidingWindow();
        foreach (PitchFrame frame in frames)
            window.Add(frame);
        return models.Classify(PitchFeatures.Compute(window.Frames), profile: null);
    }

    public async ValueTask<string?> ModelVersion()
    {
        await StartedAsync();
        return models.Active?.Manifest.Version;
    }

    private Prediction? ClassifyNow(FeatureVector features, PersonalProfile? profile)
    {
        long begun = Stopwatch.GetTimestamp();
        Prediction? prediction = models.Classify(features, profile);
        if (prediction is null)
            return null;
        InferenceMetrics.Inferred(Stopwatch.GetElapsedTime(begun));
        return shadow.Ask(features, profile, prediction) is { } answer ? prediction with { Shadow = answer } : prediction;
    }

    private async ValueTask<Prediction?> ClassifyLaterAsync(FeatureVector features, PersonalProfile? profile)
    {
        await StartedAsync();
        return ClassifyNow(features, profile);
    }

    private async Task StartedAsync()
    {
        try
        {
            await models.Started.WaitAsync(LongestStart, time);
        }
        catch (TimeoutException)
        {
            // The caller finds no model then, which is an answer too.
        }
    }
}
