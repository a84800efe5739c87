using System.Collections.Immutable;

namespace Posture.Grains.Interfaces.Feedback;

/// <summary>What wearers say of predictions. Stateless: every caller uses <see cref="Pool"/> as the key.</summary>
[Alias("posture.feedback")]
public interface IFeedbackGrain : IGrainWithIntegerKey
{
    /// <summary>The only key in use.</summary>
    const long Pool = 0;

    /// <summary>
    /// Stores what a wearer says beside the predictions that it is about; said again, the later word counts. Nothing is
    /// noted of a prediction that is not in the log, or not yet.
    /// </summary>
    [Alias("note")]
    Task<FeedbackTally> Note(FeedbackNote note);

    /// <summary>What one wearer has said.</summary>
    [Alias("summary")]
    Task<FeedbackSummary> Summary(string user);

    /// <summary>How each model version did between two days, both included; days since the Unix epoch, UTC.</summary>
    [Alias("accuracy")]
    Task<ImmutableArray<ModelAccuracy>> Accuracy(int fromDay, int toDay);
}
