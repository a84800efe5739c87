using System.Collections.Immutable;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Inference;

namespace Posture.Grains.Inference;

/// <summary>
/// The silo's way to its model. Windows that wait at the same moment go through it together, and none is waited for. A run
/// lasts microseconds, far below what would hold up the thread pool. Thread-safe.
/// </summary>
internal sealed class InferenceQueue(ModelHost models, ShadowTrial shadow, TimeProvider time) : IThreadPoolWorkItem
{
    // A silo gets its first grains a moment before it has learned which model is wanted.
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private InferenceBatch _filling = new(models, shadow);
    private InferenceBatch? _spare;

    /// <summary>Classifies a window; null while no model is loaded.</summary>
    public ValueTask<Prediction?> Classify(FeatureVector features, PersonalProfile? profile)
    {
        var window = new WindowFeatures(features, profile);
        return models.Started.IsCompleted ? new(Enqueue(window)) : ClassifyLaterAsync(window);
    }

    /// <summary>Classifies windows of one person; empty while no model is loaded.</summary>
    public async ValueTask<ImmutableArray<Prediction>> ClassifyAll(
        ImmutableArray<FeatureVector> windows, PersonalProfile? profile)
    {
        await StartedAsync();
        var answers = new Task<Prediction?>[windows.Length];
        for (int i = 0; i < answers.Length; i++)
            answers[i] = Enqueue(new WindowFeatures(windows[i], profile));
        Prediction?[] predictions = await Task.WhenAll(answers);
        return predictions.Contains(null) ? [] : [.. predictions.Select(prediction => prediction!)];
    }

    /// <summary>Waits until the model is there, but not for long: whoever asks then finds none, which is an answer too.</summary>
    public async Task StartedAsync() =>
        await models.Started.WaitAsync(LongestStart, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Answers what waits, called by the thread pool behind whatever was queued there before.</summary>
    public void Execute()
    {
        if (TakeFilled() is not { } batch)
            return;
        batch.Run();
        lock (_lock)
            _spare = batch;
    }

    private Task<Prediction?> Enqueue(WindowFeatures window)
    {
        bool isRunDue;
        Task<Prediction?> prediction;
        InferenceBatch? full;
        lock (_lock)
        {
            isRunDue = _filling.Count == 0;
            prediction = _filling.Add(window);
            full = _filling.IsFull ? Take() : null;
        }

        if (isRunDue)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        full?.Run();
        return prediction;
    }

    private InferenceBatch? TakeFilled()
    {
        lock (_lock)
            return _filling.Count == 0 ? null : Take();
    }

    private InferenceBatch Take()
    {
        InferenceBatch batch = _filling;
        _filling = _spare ?? new InferenceBatch(models, shadow);
        _spare = null;
        return batch;
    }

    private async ValueTask<Prediction?> ClassifyLaterAsync(WindowFeatures window)
    {
        await StartedAsync();
        return await Enqueue(window);
    }
}
