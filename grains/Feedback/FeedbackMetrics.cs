using Posture.Grains.Interfaces.Feedback;
using Prometheus;

namespace Posture.Grains.Feedback;

/// <summary>Counters of feedback.</summary>
internal static class FeedbackMetrics
{
    private static readonly Counter Judged = Metrics.CreateCounter(
        "posture_feedback_total", "Predictions that wearers judged, by whether they were right.", "right");

    private static readonly Counter.Child Right = Judged.WithLabels("true");
    private static readonly Counter.Child Wrong = Judged.WithLabels("false");

    public static void Noted(FeedbackTally tally)
    {
        Right.Inc(tally.RightCount);
        Wrong.Inc(tally.NotedCount - tally.RightCount);
    }
}
