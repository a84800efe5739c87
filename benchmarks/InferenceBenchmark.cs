using BenchmarkDotNet.Attributes;
using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Inference;

namespace Posture.Benchmarks;

/// <summary>Windows through the shipped model in one run, predictions included.</summary>
public class InferenceBenchmark : IDisposable
{
    private const string Version = "2.1.0";

    private readonly ModelHost _models = new();
    private readonly Prediction?[] _predictions = new Prediction?[PostureClassifier.MaxWindows];
    private WindowFeatures[] _windows = [];

    /// <summary>Windows in a run.</summary>
    [Params(1, 8, 64)]
    public int Windows { get; set; } = 1;

    [GlobalSetup]
    public void Load()
    {
        _models.Serve(PostureModel.Load(Path.Combine(AppContext.BaseDirectory, "models", "posture", Version)));
        _windows = [.. Enumerable.Range(0, Windows).Select(i => new WindowFeatures(
            new FeatureVector([i, i, 1, 1, i - 2, i + 2, 0.1f, 1, 10]), PersonalProfile.Empty))];
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _models.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public bool Run() => _models.TryClassify(_windows, _predictions);
}
