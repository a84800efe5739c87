using System.Numerics.Tensors;
using Posture.Grains.Interfaces.Inference;

namespace Posture.Grains.Inference;

/// <summary>
/// A model in service. Its classifiers are lent to one caller each and kept for the next. Retired, it lends no more, and is
/// disposed of by whoever leaves last. Thread-safe.
/// </summary>
internal sealed class ServedModel(PostureModel model)
{
    private readonly Lock _lock = new();
    private readonly Stack<PostureClassifier> _idle = new();
    private int _lent;
    private bool _isRetired;

    public ModelManifest Manifest => model.Manifest;

    /// <summary>Whether it is retired and nobody is inside.</summary>
    public bool IsDisposed { get; private set; }

    /// <summary>Classifies up to <see cref="PostureClassifier.MaxWindows"/> windows in one run.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="predictions">Is given a prediction for each of them.</param>
    /// <returns>False when the model was retired before, so that another one has to be asked.</returns>
    /// <exception cref="InvalidOperationException">The graph gave no probabilities for one of them.</exception>
    public bool TryClassify(ReadOnlySpan<WindowFeatures> windows, Span<Prediction?> predictions)
    {
        if (Borrow() is not { } classifier)
            return false;
        try
        {
            for (int i = 0; i < windows.Length; i++)
                classifier.Put(i, windows[i].Features.Values.AsSpan(), windows[i].Profile);
            ReadOnlySpan<float> probabilities = classifier.Run(windows.Length);
            for (int i = 0; i < windows.Length; i++)
                predictions[i] = ToPrediction(probabilities.Slice(i * ModelFolder.PostureCount, ModelFolder.PostureCount));
            return true;
        }
        finally
        {
            GiveBack(classifier);
        }
    }

    /// <summary>Lends no more; disposes of the model at once or, while somebody is inside, as the last one leaves.</summary>
    public void Retire()
    {
        lock (_lock)
        {
            _isRetired = true;
            DisposeIfEmpty();
        }
    }

    private Prediction ToPrediction(ReadOnlySpan<float> probabilities)
    {
        // A NaN would be logged and then refused by the store for ever.
        if (!float.IsFinite(TensorPrimitives.Sum(probabilities)))
            throw new InvalidOperationException($"Model {Manifest.Version} gave probabilities that are no numbers.");
        int posture = TensorPrimitives.IndexOfMax(probabilities);
        return new Prediction(posture, probabilities[posture], [.. probabilities], Manifest.Version);
    }

    private PostureClassifier? Borrow()
    {
        lock (_lock)
        {
            if (_isRetired)
                return null;
            PostureClassifier classifier = _idle.TryPop(out PostureClassifier? idle) ? idle : model.CreateClassifier();
            _lent++;
            return classifier;
        }
    }

    private void GiveBack(PostureClassifier classifier)
    {
        lock (_lock)
        {
            _lent--;
            _idle.Push(classifier);
            DisposeIfEmpty();
        }
    }

    private void DisposeIfEmpty()
    {
        if (!_isRetired || _lent > 0 || IsDisposed)
            return;
        IsDisposed = true;
        while (_idle.TryPop(out PostureClassifier? classifier))
            classifier.Dispose();
        model.Dispose();
    }
}
