using Prometheus;

namespace Posture.Grains.Inference;

/// <summary>Counters of the shadow.</summary>
internal static class ShadowMetrics
{
    private static readonly Counter Answers = Metrics.CreateCounter(
        "posture_shadow_predictions_total", "Answers of the shadow, by whether the active model said the same.", "agrees");

    private static readonly Counter.Child Same = Answers.WithLabels("true");
    private static readonly Counter.Child Different = Answers.WithLabels("false");

    private static readonly Counter Faults = Metrics.CreateCounter(
        "posture_shadow_faults_total", "Failures of the shadow, and times that it had become slow; it rests for a second after each.", "kind");

    private static readonly Counter.Child Errors = Faults.WithLabels("error");
    private static readonly Counter.Child SlowAnswers = Faults.WithLabels("slow");

    public static void Answered(bool agrees) => (agrees ? Same : Different).Inc();

    public static void Failed() => Errors.Inc();

    public static void Slow() => SlowAnswers.Inc();
}
