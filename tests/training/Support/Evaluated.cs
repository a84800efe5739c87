using Posture.Training.Evaluation;

namespace Posture.Training.Tests.Support;

/// <summary>Answered recordings made by hand.</summary>
internal static class Evaluated
{
    /// <summary>One window a second with these probabilities.</summary>
    public static EvaluatedRecording Recording(string person, int label, params double[][] probabilities) => new(
        $"{person}/{label}.csv",
        person,
        label,
        [.. probabilities],
        [.. probabilities.Select((_, second) => 1000.0 * second)]);
}
