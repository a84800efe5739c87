using System.Collections.Immutable;
using Posture.Grains.Interfaces.Feedback;

namespace Posture.Frontend.Feedback;

/// <summary>What a feedback was about: predictions, and those of them that were right.</summary>
internal sealed record FeedbackTallyView(int Posture, int Predictions, int Right);

/// <summary><c>GET /api/users/{user}/feedback</c>; <c>Accuracy</c> is null before any feedback.</summary>
internal sealed record FeedbackView(
    int Predictions, int Right, double? Accuracy, ImmutableArray<PostureFeedbackView> Postures)
{
    public static FeedbackView Of(FeedbackSummary summary)
    {
        int noted = summary.Postures.Sum(posture => posture.NotedCount);
        int right = summary.Postures.Sum(posture => posture.RightCount);
        return new FeedbackView(
            noted,
            right,
            noted == 0 ? null : (double)right / noted,
            [
                .. summary.Postures.Select(posture => new PostureFeedbackView(
                    posture.Posture, posture.NotedCount, posture.RightCount, posture.UnusedCount)),
            ]);
    }
}

/// <summary>Feedback on one posture; what is <c>Unused</c> is not in the calibration yet.</summary>
internal sealed record PostureFeedbackView(int Posture, int Predictions, int Right, int Unused);

/// <summary>
/// <c>GET /api/models/accuracy</c>, a model version. <c>Coverage</c> is the share of its predictions that somebody judged;
/// the accuracies are null where nobody did.
/// </summary>
internal sealed record ModelAccuracyView(
    string Version, long Predictions, long Judged, double Coverage, double? Accuracy, int People, double? MeanPersonAccuracy)
{
    public static ModelAccuracyView Of(ModelAccuracy accuracy) => new(
        accuracy.ModelVersion,
        accuracy.PredictionCount,
        accuracy.NotedCount,
        accuracy.PredictionCount == 0 ? 0 : (double)accuracy.NotedCount / accuracy.PredictionCount,
        accuracy.NotedCount == 0 ? null : (double)accuracy.RightCount / accuracy.NotedCount,
        accuracy.PeopleCount,
        accuracy.NotedCount == 0 ? null : accuracy.MeanPersonAccuracy);
}
