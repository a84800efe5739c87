using Posture.Grains.Interfaces.Frames;

namespace Posture.Grains.Feedback;

/// <summary>A logged frame that feedback is about.</summary>
internal readonly record struct FeedbackFrame(long StreamId, long ReceivedAtUnixMicros, PitchFrame Frame);
