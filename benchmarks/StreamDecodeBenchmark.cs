using System.Buffers;
using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using MessagePack;
using Posture.Frontend.Protocol.V2;
using Posture.Frontend.Protocol.V2.Encodings;

namespace Posture.Benchmarks;

/// <summary>A v2 batch of a 50 Hz device out of the bytes of its message, in either encoding.</summary>
public class StreamDecodeBenchmark
{
    private const int StepMs = 20;

    private readonly JsonEncoding _jsonEncoding = new();
    private readonly MsgpackEncoding _msgpackEncoding = new();
    private byte[] _json = [];
    private byte[] _msgpack = [];

    /// <summary>Frames of the batch.</summary>
    [Params(1, 50)]
    public int Frames { get; set; } = 50;

    [GlobalSetup]
    public void Write()
    {
        _json = Encoding.UTF8.GetBytes(
            $"{{\"type\":\"frames\",\"seq\":70000,\"frames\":[{string.Join(',', Enumerable.Range(0, Frames).Select(JsonFrame))}]}}");
        _msgpack = MsgpackBatch();
    }

    [Benchmark(Baseline = true)]
    public bool Json() => _jsonEncoding.Decode(_json, 0) is FramesMessage;

    [Benchmark]
    public bool Msgpack() => _msgpackEncoding.Decode(_msgpack, 0) is FramesMessage;

    private byte[] MsgpackBatch()
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        writer.WriteMapHeader(3);
        writer.Write("type");
        writer.Write("frames");
        writer.Write("seq");
        writer.Write(70_000);
        writer.Write("frames");
        writer.WriteArrayHeader(Frames);
        for (int i = 0; i < Frames; i++)
        {
            writer.WriteArrayHeader(2);
            writer.Write(TimestampMs(i));
            writer.Write((float)PitchDegrees(i));
        }

        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static string JsonFrame(int index) =>
        string.Create(CultureInfo.InvariantCulture, $"[{TimestampMs(index)},{PitchDegrees(index)}]");

    // A quarter of an hour after the device's start.
    private static int TimestampMs(int index) => 900_000 + index * StepMs;

    private static double PitchDegrees(int index) => Math.Round(-25 + 3 * Math.Sin(index), 2);
}
