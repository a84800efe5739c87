using BenchmarkDotNet.Attributes;
using Posture.Grains.Features;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Windows;

namespace Posture.Benchmarks;

/// <summary>A frame into a full window, and the window's statistics.</summary>
public class WindowBenchmark
{
    private readonly SlidingWindow _window = new();
    private double _timestampMs;

    /// <summary>Frames a second: 1 is a plain device, 50 a fast one.</summary>
    [Params(1, 50)]
    public int FramesPerSecond { get; set; } = 1;

    [GlobalSetup]
    public void Fill()
    {
        for (int i = 0; i < SlidingWindow.MaxFrames; i++)
            Add();
    }

    [Benchmark]
    public void Add()
    {
        _timestampMs += 1000.0 / FramesPerSecond;
        _window.Add(new PitchFrame(_timestampMs, Math.Sin(_timestampMs) * 20));
    }

    [Benchmark]
    public float Features()
    {
        FeatureVector features = PitchFeatures.Compute(_window);
        return features.Values[0];
    }
}
