using System.Collections.Immutable;
using Posture.Grains.Interfaces.Feedback;

namespace Posture.Grains.Feedback;

/// <summary>Where feedback is kept: beside the predictions that it is about.</summary>
internal interface IFeedbackStore
{
    /// <inheritdoc cref="IFeedbackGrain.Note"/>
    Task<FeedbackTally> NoteAsync(FeedbackNote note, long nowUnixMicros, CancellationToken cancellationToken);

    /// <inheritdoc cref="IFeedbackGrain.Summary"/>
    Task<FeedbackSummary> SummarizeAsync(string user, CancellationToken cancellationToken);

    /// <inheritdoc cref="IFeedbackGrain.Accuracy"/>
    Task<ImmutableArray<ModelAccuracy>> AccuracyAsync(int fromDay, int toDay, CancellationToken cancellationToken);

    /// <summary>
    /// The frames that a wearer says were this posture and that are not in their calibration yet: the latest
    /// <paramref name="limit"/>, by stream and in the order in which they came.
    /// </summary>
    Task<ImmutableArray<FeedbackFrame>> ReadUnusedAsync(
        string user, int posture, int limit, CancellationToken cancellationToken);

    /// <summary>Notes that what is unused of a posture, up to a receive time, is in the calibration now.</summary>
    Task MarkUsedAsync(string user, int posture, long toUnixMicros, CancellationToken cancellationToken);
}
