using System.Collections.Immutable;
using Orleans.Concurrency;
using Posture.Grains.Interfaces.Feedback;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Grains.Feedback;

/// <inheritdoc cref="IFeedbackGrain"/>
[StatelessWorker]
internal sealed class FeedbackGrain(IFeedbackStore store, TimeProvider time) : Grain, IFeedbackGrain
{
    public async Task<FeedbackTally> Note(FeedbackNote note)
    {
        FeedbackTally tally = await store.NoteAsync(note, UnixMicros.From(time.GetUtcNow()), CancellationToken.None);
        FeedbackMetrics.Noted(tally);
        return tally;
    }

    public Task<FeedbackSummary> Summary(string user) => store.SummarizeAsync(user, CancellationToken.None);

    public Task<ImmutableArray<ModelAccuracy>> Accuracy(int fromDay, int toDay) =>
        store.AccuracyAsync(fromDay, toDay, CancellationToken.None);
}
