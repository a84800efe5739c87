using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Interfaces.Users;
using Posture.Grains.PredictionLog;

namespace Posture.Grains.Predictions;

/// <summary>A frame that waits for its prediction: the window that it completed, whose it is, and where it came from.</summary>
internal readonly record struct WaitingFrame(
    StampedFrame Frame, WindowFeatures Window, string UserId, DeviceConnection Connection)
{
    /// <summary>What the log keeps of it.</summary>
    public PredictionRecord ToRecord(Prediction prediction) => new(
        Frame.ReceivedAtUnixMicros,
        Frame.StreamId,
        Frame.Sequence,
        UserId,
        Frame.Frame.TimestampMs,
        Frame.Frame.PitchDegrees,
        prediction.Posture,
        prediction.Probabilities,
        prediction.ModelVersion,
        Connection.ClientIp,
        Connection.UserAgent,
        prediction.Shadow);
}
