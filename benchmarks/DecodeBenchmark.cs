using BenchmarkDotNet.Attributes;
using Posture.Frontend.Protocol;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Benchmarks;

/// <summary>A frame out of the bytes of its message.</summary>
public class DecodeBenchmark
{
    private readonly byte[] _message = """{"timestamp": 15420, "relativePitch": -25.73}"""u8.ToArray();

    [Benchmark]
    public double V1Frame()
    {
        FrameDecoder.Decode(_message, out PitchFrame frame);
        return frame.PitchDegrees;
    }
}
