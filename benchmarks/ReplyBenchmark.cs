using BenchmarkDotNet.Attributes;
using Posture.Frontend.Protocol;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Inference;

namespace Posture.Benchmarks;

/// <summary>A prediction into the bytes of its message.</summary>
public class ReplyBenchmark : IDisposable
{
    private static readonly Prediction Prediction =
        new(3, 0.42f, [0.1f, 0.05f, 0.15f, 0.42f, 0.08f, 0.07f, 0.07f, 0.06f], "2.1.0");

    private readonly V1Replies _replies = new();

    [Benchmark]
    public int V1Prediction() =>
        _replies.Prediction(Prediction, new PitchFrame(15420, -25.73), DateTimeOffset.UnixEpoch).Length;

    [GlobalCleanup]
    public void Dispose()
    {
        _replies.Dispose();
        GC.SuppressFinalize(this);
    }
}
