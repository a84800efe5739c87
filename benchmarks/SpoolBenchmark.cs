using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Posture.Grains.PredictionLog;

namespace Posture.Benchmarks;

/// <summary>A prediction into the spool: encoded, and handed to the operating system.</summary>
public class SpoolBenchmark : IDisposable
{
    /// <summary>As many as wait for one run of the model under load.</summary>
    public const int Together = 32;

    private const int SegmentsBytes = 8 * 1024 * 1024;

    private static readonly PredictionRecord Record = new(
        1, 2, 3, "anonymous.0123456789abcdef", 15420, -25.73, 3, [0.1f, 0.05f, 0.15f, 0.42f, 0.08f, 0.07f, 0.07f, 0.06f],
        "2.1.0", "127.0.0.1", "benchmark/1.0");

    private static readonly PredictionRecord[] OfOneRun = [.. Enumerable.Repeat(Record, Together)];

    private readonly byte[] _buffer = new byte[PredictionRecordCodec.MaxRecordBytes];
    private readonly string _folder = Directory.CreateTempSubdirectory("posture-benchmark-").FullName;
    private PredictionSpool? _spool;

    private readonly byte[] _encoded = new byte[PredictionRecordCodec.MaxRecordBytes];

    public SpoolBenchmark() => PredictionRecordCodec.Encode(Record, spooledAtUnixMicros: 4, _encoded);

    [GlobalSetup]
    public void Open() => _spool = new PredictionSpool(
        new SpoolDirectory(_folder),
        Options.Create(new PredictionLogOptions { SegmentBytes = SegmentsBytes, SpoolCapacityBytes = long.MaxValue }),
        TimeProvider.System,
        NullLogger<PredictionSpool>.Instance);

    [GlobalCleanup]
    public void Dispose()
    {
        _spool?.Dispose();
        _spool = null;
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public int Encode() => PredictionRecordCodec.Encode(Record, spooledAtUnixMicros: 4, _buffer);

    [Benchmark]
    public bool Decode() => PredictionRecordCodec.TryDecode(_encoded, out _, out _);

    [Benchmark]
    public void Append()
    {
        _spool!.Append(Record);
        Ship();
    }

    /// <summary>The same of a record of a whole run.</summary>
    [Benchmark(OperationsPerInvoke = Together)]
    public void AppendTogether()
    {
        _spool!.Append(OfOneRun);
        Ship();
    }

    // What nobody carries away would fill the disk.
    private void Ship()
    {
        if (_spool!.PendingBytes <= 4 * SegmentsBytes)
            return;
        while (_spool.Peek(5_000) is { Records.Count: > 0 } batch)
            _spool.Release(batch);
    }
}
