using System.Collections.Immutable;
using Orleans.Concurrency;
using Posture.Grains.Features;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Windows;

namespace Posture.Grains.Inference;

/// <inheritdoc cref="IInferenceGrain"/>
/// <remarks>The user grains of a silo ask its model without it: a call would cost more than a run of the model.</remarks>
[StatelessWorker(MaxWorkers, removeIdleWorkers: false)]
internal sealed class InferenceGrain(ModelHost models, ShadowTrial shadow, TimeProvider time) : Grain, IInferenceGrain
{
    // Workers are added only while all others are busy: enough for the cores of a large machine.
    private const int MaxWorkers = 16;

    public async ValueTask<Prediction?> Classify(FeatureVector features, PersonalProfile? profile)
    {
        await models.StartedAsync(time);
        var window = new WindowFeatures(features, profile);
        return models.Classify(window) is { } prediction ? shadow.Beside(window, prediction) : null;
    }

    public async ValueTask<Prediction?> TryFrames(ImmutableArray<PitchFrame> frames)
    {
        await models.StartedAsync(time);
        var window = new SlidingWindow();
        foreach (PitchFrame frame in frames)
            window.Add(frame);
        return models.Classify(new WindowFeatures(PitchFeatures.Compute(window), Profile: null));
    }

    public async ValueTask<string?> ModelVersion()
    {
        await models.StartedAsync(time);
        return models.Active?.Manifest.Version;
    }
}
