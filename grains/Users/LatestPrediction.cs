using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Interfaces.Users;

namespace Posture.Grains.Users;

/// <summary>
/// A user's latest prediction and the frame that led to it. Its numbers are kept in place: an object of every frame that is
/// held until the next one outlives a collection, and moving those would be half of each pause.
/// </summary>
internal sealed class LatestPrediction
{
    private readonly float[] _probabilities = new float[PostureLabel.Count];
    private StampedFrame _frame;
    private WindowStatus _window;
    private int _posture;
    private float _confidence;
    private string? _modelVersion;

    /// <summary>Whether there is one.</summary>
    public bool Exists => _modelVersion is not null;

    /// <summary>Notes what the model said of a frame, and the window that it rests on.</summary>
    public void Note(StampedFrame frame, Prediction prediction, WindowStatus window)
    {
        (_frame, _window) = (frame, window);
        (_posture, _confidence, _modelVersion) = (prediction.Posture, prediction.Confidence, prediction.ModelVersion);
        prediction.Probabilities.CopyTo(_probabilities);
    }

    /// <summary>Goes on from what was stored, which is not the answer to any frame that may still come.</summary>
    public void Resume(TimedPrediction stored) =>
        Note(new StampedFrame(stored.Frame, stored.ReceivedAtUnixMicros, 0, -1), stored.Prediction, stored.Window);

    public void Forget() => _modelVersion = null;

    /// <summary>The reply that a frame was given before, or null when it is not the latest.</summary>
    public PushReply? ReplyTo(StampedFrame frame) =>
        Exists && frame == _frame ? new PushReply(PushOutcome.Predicted, ToPrediction()) : null;

    /// <summary>All of it, to be stored or shown; null when there is none.</summary>
    public TimedPrediction? ToTimed() =>
        Exists ? new TimedPrediction(ToPrediction(), _frame.Frame, _frame.ReceivedAtUnixMicros, _window) : null;

    private Prediction ToPrediction() => new(_posture, _confidence, [.. _probabilities], _modelVersion!);
}
