using System.Diagnostics;
using System.Runtime.InteropServices;
using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Interfaces.Users;
using Posture.Grains.PredictionLog;

namespace Posture.Grains.Predictions;

/// <summary>
/// Frames that are answered by one run of the model and one write to the spool: both cost about as much for eight of them
/// as for one. Not thread-safe.
/// </summary>
internal sealed class PredictionBatch(ModelHost models, ShadowTrial shadow, PredictionSpool spool)
{
    private readonly List<WaitingFrame> _frames = new(PostureClassifier.MaxWindows);
    private readonly List<WindowFeatures> _windows = new(PostureClassifier.MaxWindows);
    private readonly List<TaskCompletionSource<PushReply>> _callers = new(PostureClassifier.MaxWindows);
    private readonly List<PredictionRecord> _records = new(PostureClassifier.MaxWindows);
    private readonly Prediction?[] _predictions = new Prediction?[PostureClassifier.MaxWindows];

    public int Count => _frames.Count;

    /// <summary>How many more it can take.</summary>
    public int Room => PostureClassifier.MaxWindows - Count;

    /// <summary>Adds a frame; its reply comes with <see cref="Run"/>.</summary>
    public Task<PushReply> Add(WaitingFrame frame)
    {
        var caller = new TaskCompletionSource<PushReply>();
        _frames.Add(frame);
        _windows.Add(frame.Window);
        _callers.Add(caller);
        return caller.Task;
    }

    /// <summary>Answers every frame, and is empty then.</summary>
    public void Run()
    {
        try
        {
            // 1. The model classifies the windows. One that it cannot answer is nobody's fault but its own: then each is
            //    asked alone.
            if (!TryClassify(0, Count, isLastTry: Count == 1))
            {
                for (int i = 0; i < Count; i++)
                    TryClassify(i, 1, isLastTry: true);
            }

            // 2. A version on trial says what it thinks of them.
            AskShadow();

            // 3. The predictions are in the spool before anybody hears of them.
            bool areLogged = TryLog();

            // 4. Each caller gets its own. One whose window failed has heard so.
            for (int i = 0; i < Count; i++)
                _callers[i].TrySetResult(ReplyOf(_predictions[i], areLogged));
        }
        catch (Exception e)
        {
            foreach (TaskCompletionSource<PushReply> caller in _callers)
                caller.TrySetException(e);
        }

        Clear();
    }

    private bool TryClassify(int first, int count, bool isLastTry)
    {
        long begun = Stopwatch.GetTimestamp();
        try
        {
            if (models.TryClassify(CollectionsMarshal.AsSpan(_windows).Slice(first, count), _predictions.AsSpan(first, count)))
                InferenceMetrics.Inferred(Stopwatch.GetElapsedTime(begun), count);
            return true;
        }
        catch (Exception e)
        {
            _predictions.AsSpan(first, count).Clear();
            if (isLastTry)
                _callers[first].SetException(e);
            return false;
        }
    }

    private void AskShadow()
    {
        for (int i = 0; i < Count; i++)
        {
            if (_predictions[i] is { } prediction)
                _predictions[i] = shadow.Beside(_windows[i], prediction);
        }
    }

    private bool TryLog()
    {
        for (int i = 0; i < Count; i++)
        {
            if (_predictions[i] is { } prediction)
                _records.Add(_frames[i].ToRecord(prediction));
        }

        if (_records.Count == 0)
            return true;
        long begun = Stopwatch.GetTimestamp();
        try
        {
            spool.Append(CollectionsMarshal.AsSpan(_records));
        }
        catch (IOException)
        {
            // The spool says why, once; here the frames are counted.
            PredictionLogMetrics.FramesRefused(_records.Count);
            return false;
        }

        PredictionLogMetrics.RecordsAppended(_records.Count, Stopwatch.GetElapsedTime(begun));
        return true;
    }

    private static PushReply ReplyOf(Prediction? prediction, bool isLogged) =>
        prediction is null ? new PushReply(PushOutcome.ModelNotLoaded)
        : isLogged ? new PushReply(PushOutcome.Predicted, prediction)
        : new PushReply(PushOutcome.LogUnavailable);

    private void Clear()
    {
        Array.Clear(_predictions, 0, Count);
        _frames.Clear();
        _windows.Clear();
        _callers.Clear();
        _records.Clear();
    }
}
