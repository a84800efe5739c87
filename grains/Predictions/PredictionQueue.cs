using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Users;
using Posture.Grains.PredictionLog;

namespace Posture.Grains.Predictions;

/// <summary>
/// The way of a frame through the silo's model into the log. Frames that wait at the same moment go together, through one
/// run of the model and one write, and none is waited for. A run lasts microseconds, far below what would hold up the
/// thread pool. Thread-safe.
/// </summary>
internal sealed class PredictionQueue(ModelHost models, ShadowTrial shadow, PredictionSpool spool, TimeProvider time)
    : IThreadPoolWorkItem
{
    private readonly Lock _lock = new();
    private PredictionBatch _filling = new(models, shadow, spool);
    // As many as ever ran at once.
    private readonly Stack<PredictionBatch> _spares = new();

    /// <summary>
    /// Classifies a frame's window and logs what came of it: the reply's prediction is in the spool. Without one the reply
    /// says that no model is loaded, or that the log cannot take it.
    /// </summary>
    public ValueTask<PushReply> Predict(WaitingFrame frame) =>
        models.Started.IsCompleted ? new(Enqueue(frame)) : PredictLaterAsync(frame);

    /// <summary>
    /// The same of one person's frames, which enter the log in their order. Each has its own reply, up to the first without a
    /// prediction.
    /// </summary>
    public async ValueTask<IReadOnlyList<PushReply>> PredictAll(WaitingFrame[] frames)
    {
        await models.StartedAsync(time);
        var replies = new List<PushReply>(frames.Length);
        foreach (WaitingFrame[] together in frames.Chunk(PostureClassifier.MaxWindows))
        {
            replies.AddRange(await Task.WhenAll(Enqueue(together)));
            if (replies[^1].Prediction is null)
                break;
        }

        return replies;
    }

    /// <summary>Answers what waits, called by the thread pool behind whatever was queued there before.</summary>
    public void Execute()
    {
        if (TakeFilled() is { } batch)
            Run(batch);
    }

    private Task<PushReply> Enqueue(WaitingFrame frame) => Enqueue(1, frame, static (batch, frame) => batch.Add(frame));

    // In one batch: two of them may overtake each other.
    private Task<PushReply>[] Enqueue(WaitingFrame[] together) =>
        Enqueue(together.Length, together, static (batch, together) => Array.ConvertAll(together, batch.Add));

    private TReplies Enqueue<TFrames, TReplies>(int count, TFrames frames, Func<PredictionBatch, TFrames, TReplies> add)
    {
        bool isRunDue;
        TReplies replies;
        PredictionBatch? full;
        lock (_lock)
        {
            full = _filling.Room < count ? Take() : null;
            isRunDue = _filling.Count == 0;
            replies = add(_filling, frames);
        }

        if (isRunDue)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        if (full is not null)
            Run(full);
        return replies;
    }

    private void Run(PredictionBatch batch)
    {
        batch.Run();
        lock (_lock)
            _spares.Push(batch);
    }

    private PredictionBatch? TakeFilled()
    {
        lock (_lock)
            return _filling.Count == 0 ? null : Take();
    }

    private PredictionBatch Take()
    {
        PredictionBatch batch = _filling;
        _filling = _spares.TryPop(out PredictionBatch? spare) ? spare : new PredictionBatch(models, shadow, spool);
        return batch;
    }

    private async ValueTask<PushReply> PredictLaterAsync(WaitingFrame frame)
    {
        await models.StartedAsync(time);
        return await Enqueue(frame);
    }
}
