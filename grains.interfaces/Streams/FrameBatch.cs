using System.Collections.Immutable;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Inference;

namespace Posture.Grains.Interfaces.Streams;

/// <summary>Frames that came in one message.</summary>
/// <param name="FirstSequence">Number of the first frame in its stream; the others follow without a gap.</param>
/// <param name="Frames">The frames.</param>
/// <param name="ReceivedAtUnixMicros">Frontend clock, microseconds since the Unix epoch.</param>
/// <param name="DeviceNowMs">Device clock when it was sent, or null when the device did not say.</param>
[GenerateSerializer, Immutable, Alias("posture.frame-batch")]
public sealed record FrameBatch(
    long FirstSequence, ImmutableArray<PitchFrame> Frames, long ReceivedAtUnixMicros, double? DeviceNowMs = null)
{
    /// <summary>Number of the last frame.</summary>
    public long LastSequence => FirstSequence + Frames.Length - 1;
}

/// <summary>How a batch ended.</summary>
public enum BatchOutcome
{
    /// <summary>All of it is logged, and the last frame's prediction is there.</summary>
    Predicted,

    /// <summary>All of it had been logged before.</summary>
    Duplicate,

    /// <summary>Frames before it are missing.</summary>
    OutOfOrder,

    /// <summary>This activation does not know the connection: resume, then push the same batch again.</summary>
    NotAttached,

    /// <summary>No model is loaded.</summary>
    ModelNotLoaded,

    /// <summary>The log takes no more (spool full, disk full); what is acknowledged was taken.</summary>
    LogUnavailable,
}

/// <summary>The grain's answer to a batch.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Acknowledged">Every frame of the stream up to this one is logged; -1 for none.</param>
/// <param name="Prediction">Of the last frame, when all were predicted.</param>
/// <param name="Capture">The calibration that the batch was captured into, or null.</param>
[GenerateSerializer, Immutable, Alias("posture.batch-reply")]
public sealed record BatchReply(
    BatchOutcome Outcome, long Acknowledged, Prediction? Prediction = null, CaptureStatus? Capture = null);
