namespace Posture.Training;

/// <summary>A foreseen failure: its message tells the person at the console what to change.</summary>
internal sealed class TrainingException(string message) : Exception(message);
