using System.Diagnostics;
using System.Runtime.InteropServices;
using Posture.Grains.Interfaces.Inference;

namespace Posture.Grains.Inference;

/// <summary>
/// Windows that are answered by one run of the model: that costs about as much for eight of them as for one. Not thread-safe.
/// </summary>
internal sealed class InferenceBatch(ModelHost models, ShadowTrial shadow)
{
    private readonly List<WindowFeatures> _windows = new(PostureClassifier.MaxWindows);
    private readonly List<TaskCompletionSource<Prediction?>> _callers = new(PostureClassifier.MaxWindows);
    private readonly Prediction?[] _predictions = new Prediction?[PostureClassifier.MaxWindows];

    public int Count => _windows.Count;

    public bool IsFull => Count == PostureClassifier.MaxWindows;

    /// <summary>Adds a window; its prediction comes with <see cref="Run"/>, null when no model is loaded then.</summary>
    public Task<Prediction?> Add(WindowFeatures window)
    {
        var caller = new TaskCompletionSource<Prediction?>();
        _windows.Add(window);
        _callers.Add(caller);
        return caller.Task;
    }

    /// <summary>Answers every window, and is empty then.</summary>
    public void Run()
    {
        // A window that the model cannot answer is nobody's fault but its own: then each is asked alone.
        if (!TryAnswer(0, Count, isLastTry: Count == 1))
        {
            for (int i = 0; i < Count; i++)
                TryAnswer(i, 1, isLastTry: true);
        }

        Array.Clear(_predictions, 0, Count);
        _windows.Clear();
        _callers.Clear();
    }

    private bool TryAnswer(int first, int count, bool isLastTry)
    {
        try
        {
            Classify(first, count);
        }
        catch (Exception e)
        {
            if (isLastTry)
                _callers[first].SetException(e);
            return false;
        }

        for (int i = first; i < first + count; i++)
            _callers[i].SetResult(WithShadow(_windows[i], _predictions[i]));
        return true;
    }

    private void Classify(int first, int count)
    {
        long begun = Stopwatch.GetTimestamp();
        ReadOnlySpan<WindowFeatures> windows = CollectionsMarshal.AsSpan(_windows).Slice(first, count);
        if (models.TryClassify(windows, _predictions.AsSpan(first, count)))
            InferenceMetrics.Inferred(Stopwatch.GetElapsedTime(begun), count);
    }

    private Prediction? WithShadow(WindowFeatures window, Prediction? prediction) =>
        prediction is not null && shadow.Ask(window, prediction) is { } answer ? prediction with { Shadow = answer } : prediction;
}
