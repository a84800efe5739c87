using Microsoft.ML.OnnxRuntime;
using Posture.Grains.Interfaces.Calibration;

namespace Posture.Grains.Inference;

/// <summary>
/// Runs windows through a session, up to <see cref="MaxWindows"/> at once, in buffers that stay pinned for its whole life, so
/// a run allocates nothing to speak of. Not thread-safe.
/// </summary>
internal sealed class PostureClassifier : IDisposable
{
    /// <summary>Most windows of one run. What a run costs by itself is spread thin long before.</summary>
    public const int MaxWindows = 64;

    private readonly InferenceSession _session;
    private readonly ModelManifest _manifest;
    private readonly RunOptions _runOptions = new();
    private readonly int _width;
    private readonly float[] _features;
    private readonly float[] _probabilities = new float[MaxWindows * ModelFolder.PostureCount];
    private readonly ProfileTensors? _profiles;
    // Views of the buffers, by number of windows.
    private readonly OrtIoBinding?[] _bindings = new OrtIoBinding?[MaxWindows + 1];
    private readonly List<OrtValue> _views = [];

    public PostureClassifier(InferenceSession session, ModelManifest manifest)
    {
        _session = session;
        _manifest = manifest;
        _width = manifest.FeatureNames.Length;
        _features = new float[MaxWindows * _width];
        _profiles = manifest.Personal is { } personal ? new ProfileTensors(personal, MaxWindows) : null;
    }

    /// <summary>Returns the eight probabilities of one window, valid until the next call.</summary>
    /// <param name="features">The window's statistics, in the manifest's order.</param>
    /// <param name="profile">
    /// What is known of the person, null for nothing. A model that is the same for everybody does not read it.
    /// </param>
    public ReadOnlySpan<float> Classify(ReadOnlySpan<float> features, PersonalProfile? profile = null)
    {
        Put(0, features, profile);
        return Run(windows: 1);
    }

    /// <summary>Lays a window into a row of the next run.</summary>
    public void Put(int row, ReadOnlySpan<float> features, PersonalProfile? profile)
    {
        features.CopyTo(_features.AsSpan(row * _width, _width));
        _profiles?.Fill(row, profile ?? PersonalProfile.Empty);
    }

    /// <summary>Runs the first rows; returns eight probabilities a row, valid until the next call.</summary>
    public ReadOnlySpan<float> Run(int windows)
    {
        _session.RunWithBinding(_runOptions, _bindings[windows] ??= Bind(windows));
        return _probabilities.AsSpan(0, windows * ModelFolder.PostureCount);
    }

    public void Dispose()
    {
        foreach (OrtIoBinding? binding in _bindings)
            binding?.Dispose();
        foreach (OrtValue view in _views)
            view.Dispose();
        _runOptions.Dispose();
    }

    private OrtIoBinding Bind(int windows)
    {
        OrtIoBinding binding = _session.CreateIoBinding();
        binding.BindInput(_manifest.InputName, View(_features, windows, _width));
        foreach ((string name, float[] buffer, int[] shape) in _profiles?.Inputs ?? [])
            binding.BindInput(name, View(buffer, windows, shape));
        binding.BindOutput(_manifest.OutputName, View(_probabilities, windows, ModelFolder.PostureCount));
        return binding;
    }

    private OrtValue View(float[] buffer, int windows, params int[] shape)
    {
        int length = shape.Aggregate(windows, (product, size) => product * size);
        OrtValue view = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, buffer.AsMemory(0, length), [windows, .. shape]);
        _views.Add(view);
        return view;
    }
}
