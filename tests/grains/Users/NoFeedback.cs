using System.Collections.Immutable;
using Posture.Grains.Feedback;
using Posture.Grains.Interfaces.Feedback;

namespace Posture.Grains.Tests.Users;

/// <summary>A feedback store that nobody has told anything.</summary>
internal sealed class NoFeedback : IFeedbackStore
{
    public Task<FeedbackTally> NoteAsync(FeedbackNote note, long nowUnixMicros, CancellationToken cancellationToken) =>
        Task.FromResult(default(FeedbackTally));

    public Task<FeedbackSummary> SummarizeAsync(string user, CancellationToken cancellationToken) =>
        Task.FromResult(new FeedbackSummary([]));

    public Task<ImmutableArray<ModelAccuracy>> AccuracyAsync(int fromDay, int toDay, CancellationToken cancellationToken) =>
        Task.FromResult(ImmutableArray<ModelAccuracy>.Empty);

    public Task<ImmutableArray<FeedbackFrame>> ReadUnusedAsync(
        string user, int posture, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(ImmutableArray<FeedbackFrame>.Empty);

    public Task MarkUsedAsync(string user, int posture, long toUnixMicros, CancellationToken cancellationToken) =>
        Task.CompletedTask;
}
