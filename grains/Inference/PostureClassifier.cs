using Microsoft.ML.OnnxRuntime;

namespace Posture.Grains.Inference;

/// <summary>
/// Runs one window at a time through a session, in buffers that stay pinned for its whole life, so a call allocates
/// nothing to speak of. Not thread-safe.
/// </summary>
internal sealed class PostureClassifier : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly float[] _features;
    private readonly float[] _probabilities = new float[ModelFolder.PostureCount];
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly OrtValue[] _inputs;
    private readonly OrtValue[] _outputs;

    public PostureClassifier(InferenceSession session, ModelManifest manifest)
    {
        _session = session;
        _features = new float[manifest.FeatureNames.Length];
        _inputNames = [manifest.InputName];
        _outputNames = [manifest.OutputName];
        _inputs = [OrtValue.CreateTensorValueFromMemory(_features, [1, _features.Length])];
        _outputs = [OrtValue.CreateTensorValueFromMemory(_probabilities, [1, _probabilities.Length])];
    }

    /// <summary>Returns the eight probabilities, valid until the next call.</summary>
    public ReadOnlySpan<float> Classify(ReadOnlySpan<float> features)
    {
        features.CopyTo(_features);
        _session.Run(_runOptions, _inputNames, _inputs, _outputNames, _outputs);
        return _probabilities;
    }

    public void Dispose()
    {
        _inputs[0].Dispose();
        _outputs[0].Dispose();
        _runOptions.Dispose();
    }
}
