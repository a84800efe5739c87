namespace Posture.Training.Recordings;

/// <summary>A recording must not be trained on; the message is the reason, in words.</summary>
internal sealed class RecordingRefusedException(string reason) : Exception(reason);
