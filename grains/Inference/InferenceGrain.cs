using System.Collections.Immutable;
using Orleans.Concurrency;
using Posture.Grains.Features;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Windows;

namespace Posture.Grains.Inference;

/// <inheritdoc cref="IInferenceGrain"/>
/// <remarks>What it answers with, <see cref="InferenceQueue"/>, the grains of its silo ask without it: a call costs more than a
/// run of the model.</remarks>
[StatelessWorker(MaxWorkers, removeIdleWorkers: false)]
internal sealed class InferenceGrain(ModelHost models, InferenceQueue queue) : Grain, IInferenceGrain
{
    // Workers are added only while all others are busy: enough for the cores of a large machine.
    private const int MaxWorkers = 16;

    public ValueTask<Prediction?> Classify(FeatureVector features, PersonalProfile? profile) => queue.Classify(features, profile);

    public async ValueTask<Prediction?> TryFrames(ImmutableArray<PitchFrame> frames)
    {
        await queue.StartedAsync();
        var window = new SlidingWindow();
        foreach (PitchFrame frame in frames)
            window.Add(frame);
        return models.Classify(new WindowFeatures(PitchFeatures.Compute(window), Profile: null));
    }

    public async ValueTask<string?> ModelVersion()
    {
        await queue.StartedAsync();
        return models.Active?.Manifest.Version;
    }
}
