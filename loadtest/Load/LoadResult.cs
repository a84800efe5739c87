using Posture.LoadTest.Measurement;
using Posture.LoadTest.Protocol;

namespace Posture.LoadTest.Load;

/// <summary>All that one run found out.</summary>
/// <param name="Plan">What was asked for.</param>
/// <param name="Connected">Connections that were opened and welcomed.</param>
/// <param name="Measurement">Counts and latencies of the measured window.</param>
/// <param name="Faults">Everything that was wrong, warm-up included.</param>
/// <param name="Generator">This process; null only when it could not be read.</param>
/// <param name="Server">The server's process, when its id was given and it lived to the end.</param>
internal sealed record LoadResult(
    LoadPlan Plan,
    int Connected,
    LoadMeasurement Measurement,
    IReadOnlyList<FaultCount> Faults,
    ProcessUsage? Generator,
    ProcessUsage? Server)
{
    // Beyond this the generator, and not the server, may be what sets the latency.
    private const double MaxGeneratorShare = 0.7;

    public long FaultTotal => Faults.Sum(fault => fault.Count);

    public bool IsGeneratorBusy => Generator?.ProcessorShare > MaxGeneratorShare;

    /// <summary>Frames in right replies that arrived within the window, a second of it.</summary>
    public double FramesPerSecond => Measurement.RepliesPerSecond * Plan.BatchFrames;

    /// <summary>CPU time of the server within the window for one reply within it, in microseconds.</summary>
    public double? ServerMicrosecondsPerReply => Server is null || Measurement.RepliesPerSecond == 0
        ? null
        : Server.ProcessorSeconds * 1e6 / (Measurement.RepliesPerSecond * Measurement.MeasuredSeconds);

    /// <summary>Growth of the server's resident set for one connection, in KiB.</summary>
    public double? ServerKibibytesPerConnection =>
        Server is null || Connected == 0 ? null : Server.ResidentGrowthBytes / 1024.0 / Connected;
}
