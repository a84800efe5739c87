using System.Collections.Immutable;
using Orleans.Concurrency;
using Posture.Grains.Features;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Windows;

namespace Posture.Grains.Inference;

/// <inheritdoc cref="IInferenceGrain"/>
/// <remarks>
/// One worker a silo, so that windows meet in a batch: those that are queued when it gets its turn go through the model
/// together, and none is waited for. A run stays on the grain's turn: it lasts microseconds, far below what would hold up the
/// scheduler.
/// </remarks>
[Reentrant, StatelessWorker(maxLocalWorkers: 1, removeIdleWorkers: false)]
internal sealed class InferenceGrain(ModelHost models, ShadowTrial shadow, TimeProvider time) : Grain, IInferenceGrain
{
    // A silo gets its first grains a moment before it has learned which model is wanted.
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(10);

    private InferenceBatch _filling = new(models, shadow);
    private InferenceBatch? _spare;

    public ValueTask<Prediction?> Classify(FeatureVector features, PersonalProfile? profile)
    {
        var window = new WindowFeatures(features, profile);
        return models.Started.IsCompleted ? new(ClassifyNext(window)) : ClassifyLaterAsync(window);
    }

    public async ValueTask<ImmutableArray<Prediction>> ClassifyAll(
        ImmutableArray<FeatureVector> windows, PersonalProfile? profile)
    {
        await StartedAsync();
        var answers = new Task<Prediction?>[windows.Length];
        for (int i = 0; i < answers.Length; i++)
            answers[i] = ClassifyNext(new WindowFeatures(windows[i], profile));
        Prediction?[] predictions = await Task.WhenAll(answers);
        return predictions.Contains(null) ? [] : [.. predictions.Select(prediction => prediction!)];
    }

    public async ValueTask<Prediction?> TryFrames(ImmutableArray<PitchFrame> frames)
    {
        await StartedAsync();
        var window = new SlidingWindow();
        foreach (PitchFrame frame in frames)
            window.Add(frame);
        return models.Classify(new WindowFeatures(PitchFeatures.Compute(window.Frames), Profile: null));
    }

    public async ValueTask<string?> ModelVersion()
    {
        await StartedAsync();
        return models.Active?.Manifest.Version;
    }

    private Task<Prediction?> ClassifyNext(WindowFeatures window)
    {
        bool isFirst = _filling.Count == 0;
        Task<Prediction?> prediction = _filling.Add(window);
        if (isFirst)
            _ = RunAfterQueuedCallsAsync();
        else if (_filling.IsFull)
            Run();
        return prediction;
    }

    // What follows a yield comes after the calls that were queued before it, and after everything they started.
    private async Task RunAfterQueuedCallsAsync()
    {
        await Task.Yield();
        Run();
    }

    // Callers go on from inside the run, and may be back with the next window: those fill another batch.
    private void Run()
    {
        // One that was full did not wait for its turn.
        if (_filling.Count == 0)
            return;
        InferenceBatch batch = _filling;
        _filling = _spare ?? new InferenceBatch(models, shadow);
        _spare = null;
        batch.Run();
        _spare = batch;
    }

    private async ValueTask<Prediction?> ClassifyLaterAsync(WindowFeatures window)
    {
        await StartedAsync();
        return await ClassifyNext(window);
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
