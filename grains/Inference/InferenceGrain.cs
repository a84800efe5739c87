using System.Collections.Immutable;
using System.Diagnostics;
using System.Numerics.Tensors;
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
/// kept, because each owns pinned buffers.
/// </remarks>
[StatelessWorker(MaxWorkers, removeIdleWorkers: false)]
internal sealed class InferenceGrain(ModelHost models) : Grain, IInferenceGrain
{
    // Workers are added only while all others are busy: enough for the cores of a large machine.
    private const int MaxWorkers = 16;

    private PostureModel? _model;
    private PostureClassifier? _classifier;

    public ValueTask<Prediction?> Classify(FeatureVector features, PersonalProfile? profile) =>
        ValueTask.FromResult(Run(features, profile));

    public ValueTask<Prediction?> TryFrames(ImmutableArray<PitchFrame> frames)
    {
        var window = new SlidingWindow();
        foreach (PitchFrame frame in frames)
            window.Add(frame);
        return ValueTask.FromResult(Run(PitchFeatures.Compute(window.Frames), profile: null));
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _classifier?.Dispose();
        return Task.CompletedTask;
    }

    private Prediction? Run(FeatureVector features, PersonalProfile? profile)
    {
        if (ClassifierOfCurrentModel() is not { } classifier)
            return null;
        long begun = Stopwatch.GetTimestamp();
        ReadOnlySpan<float> probabilities = classifier.Classify(features.Values.AsSpan(), profile);
        InferenceMetrics.Inferred(Stopwatch.GetElapsedTime(begun));

        // A NaN would be logged and then refused by the store for ever.
        if (!float.IsFinite(TensorPrimitives.Sum(probabilities)))
            throw new InvalidOperationException($"Model {_model!.Manifest.Version} gave probabilities that are no numbers.");

        int posture = TensorPrimitives.IndexOfMax(probabilities);
        return new Prediction(posture, probabilities[posture], [.. probabilities], _model!.Manifest.Version);
    }

    private PostureClassifier? ClassifierOfCurrentModel()
    {
        if (_model != models.Current)
        {
            _classifier?.Dispose();
            _model = models.Current;
            _classifier = _model?.CreateClassifier();
        }

        return _classifier;
    }
}
