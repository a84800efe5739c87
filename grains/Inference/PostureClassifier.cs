using Microsoft.ML.OnnxRuntime;
using Posture.Grains.Interfaces.Calibration;

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
    private readonly ProfileTensors? _profile;
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly OrtValue[] _inputs;
    private readonly OrtValue[] _outputs;

    public PostureClassifier(InferenceSession session, ModelManifest manifest)
    {
        _session = session;
        _features = new float[manifest.FeatureNames.Length];
        _profile = manifest.Personal is { } personal ? new ProfileTensors(personal) : null;
        _inputNames = [manifest.InputName, .. _profile?.Names ?? []];
        _outputNames = [manifest.OutputName];
        _inputs = [OrtValue.CreateTensorValueFromMemory(_features, [1, _features.Length]), .. _profile?.Values ?? []];
        _outputs = [OrtValue.CreateTensorValueFromMemory(_probabilities, [1, _probabilities.Length])];
    }

    /// <summary>Returns the eight probabilities, valid until the next call.</summary>
    /// <param name="features">The window's statistics, in the manifest's order.</param>
    /// <param name="profile">
    /// What is known of the person, null for nothing. A model that is the same for everybody does not read it.
    /// </param>
    public ReadOnlySpan<float> Classify(ReadOnlySpan<float> features, PersonalProfile? profile = null)
    {
        features.CopyTo(_features);
        _profile?.Fill(profile ?? PersonalProfile.Empty);
        _session.Run(_runOptions, _inputNames, _inputs, _outputNames, _outputs);
        return _probabilities;
    }

    public void Dispose()
    {
        foreach (OrtValue value in _inputs.Concat(_outputs))
            value.Dispose();
        _runOptions.Dispose();
    }
}
