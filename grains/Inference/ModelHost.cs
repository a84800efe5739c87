using Posture.Grains.Interfaces.Inference;

namespace Posture.Grains.Inference;

/// <summary>
/// The models of this process: the active one, and perhaps a shadow. A swap takes effect between two calls: whoever is
/// inside the old model finishes there, and nobody waits.
/// </summary>
internal sealed class ModelHost : IDisposable
{
    // A silo gets its first grains a moment before it has learned which model is wanted.
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ServedModel? _active;
    private volatile ServedModel? _shadow;

    /// <summary>The model that answers, or null before the first.</summary>
    public ServedModel? Active => _active;

    /// <summary>The model that runs beside it, or null.</summary>
    public ServedModel? Shadow => _shadow;

    /// <summary>Ends with the first model, or when there will be none.</summary>
    public Task Started => _started.Task;

    /// <summary>Waits until the model is there, but not for long: whoever asks then finds none, which is an answer too.</summary>
    public async Task StartedAsync(TimeProvider time) =>
        await Started.WaitAsync(LongestStart, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Makes a verified model the active one; it belongs to the host from here on.</summary>
    public void Serve(PostureModel model)
    {
        ServedModel? old = _active;
        _active = new ServedModel(model);
        ModelMetrics.Serves(ModelMetrics.ActiveRole, model.Manifest.Version);
        old?.Retire();
        _started.TrySetResult();
    }

    /// <summary>Runs a verified model beside the active one, or none.</summary>
    public void RunShadow(PostureModel? model)
    {
        ServedModel? old = _shadow;
        _shadow = model is null ? null : new ServedModel(model);
        ModelMetrics.Serves(ModelMetrics.ShadowRole, model?.Manifest.Version);
        old?.Retire();
    }

    /// <summary>No model will come: whoever waits for the first one need not.</summary>
    public void GiveUp() => _started.TrySetResult();

    /// <summary>What the active model says of some windows, in one run; false without a model.</summary>
    public bool TryClassify(ReadOnlySpan<WindowFeatures> windows, Span<Prediction?> predictions)
    {
        while (_active is { } model)
        {
            // A model is replaced before it is retired, so a refusal means that the next one is there.
            if (model.TryClassify(windows, predictions))
                return true;
        }

        return false;
    }

    /// <summary>What the active model says of one window; null without a model.</summary>
    public Prediction? Classify(WindowFeatures window)
    {
        Prediction? prediction = null;
        TryClassify([window], new Span<Prediction?>(ref prediction));
        return prediction;
    }

    public void Dispose()
    {
        ServedModel? active = _active, shadow = _shadow;
        (_active, _shadow) = (null, null);
        active?.Retire();
        shadow?.Retire();
    }
}
