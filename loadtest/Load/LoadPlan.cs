using Posture.LoadTest.Protocol;

namespace Posture.LoadTest.Load;

/// <summary>What one run does. Every member that bounds something is itself bounded by the command line.</summary>
internal sealed record LoadPlan
{
    /// <summary>A message unanswered for longer is a fault, and its connection is given up.</summary>
    public static readonly TimeSpan ReplyLimit = TimeSpan.FromSeconds(10);

    /// <summary>Absolute ws or wss address of the endpoint.</summary>
    public required Uri Target { get; init; }

    public required int Connections { get; init; }

    /// <summary>Length of the measured part.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Length of the part before it, which is checked but not measured.</summary>
    public TimeSpan Warmup { get; init; }

    public WireProtocol Protocol { get; init; }

    /// <summary>Frames in a message; v1 knows one only.</summary>
    public int BatchFrames { get; init; } = 1;

    public LoadMode Mode { get; init; }

    /// <summary>Closed loop: messages each connection keeps unanswered.</summary>
    public int Pipeline { get; init; } = 1;

    /// <summary>Frames a second by the device's clock; in an open loop also by the wall clock.</summary>
    public double RateHz { get; init; } = 1;

    /// <summary>Ends each connection after so many frames, warm-up included; null leaves it to the duration.</summary>
    public long? FramesPerConnection { get; init; }

    /// <summary>The same in messages, the last of which is a whole one too.</summary>
    public long? MessagesPerConnection => (FramesPerConnection + BatchFrames - 1) / BatchFrames;

    /// <summary>Sends <c>?user=load-n</c>, so that each device is the same person in every run.</summary>
    public bool NamedUsers { get; init; }

    public bool AllowRemote { get; init; }

    /// <summary>The processes whose CPU time and memory, together, are reported beside the latencies.</summary>
    public IReadOnlyList<int> ServerProcessIds { get; init; } = [];
}
