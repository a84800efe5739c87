using Posture.Grains.Interfaces.Feedback;
using Prometheus;

namespace Posture.Grains.Feedback;

/// <summary>Counters of feedback.</summary>
internal static class FeedbackMetrics
{
    private static readonly Counter Judged = Metrics.CreateCounter(
        "posture_feedback_total", "Predictions that wearers judged, by whether they were right.", "right");

    public static void Noted(FeedbackTally tally)
    {
        Judged.WithLabels("true").Inc(tally.RightCount);
        Judged.WithLabels("false").Inc(tally.NotedCount - tally.RightCount);
    }
}
