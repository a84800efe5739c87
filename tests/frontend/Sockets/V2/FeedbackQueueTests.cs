using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using Posture.Frontend.Sockets.V2;
using Posture.Grains.Interfaces.Feedback;

namespace Posture.Frontend.Tests.Sockets.V2;

public sealed class FeedbackQueueTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
    private readonly ScriptedFeedback _grain = new();
    private readonly ConcurrentQueue<(bool IsKnown, Exception? Fault)> _ended = new();
    private readonly FeedbackQueue _queue;

    public FeedbackQueueTests() => _queue = new FeedbackQueue(_grain, _time);

    [Fact]
    public async Task A_prediction_that_is_not_in_the_log_yet_is_waited_for()
    {
        _grain.Replies.Enqueue(default);
        _grain.Replies.Enqueue(default);
        _grain.Replies.Enqueue(new FeedbackTally(1, 0));
        Assert.True(Add(29));
        await EndAsync(1);

        Assert.Equal([(true, null)], _ended);
        Assert.All(_grain.Notes, note => Assert.Equal((7L, 29L, 3), (note.StreamId, note.Sequence, note.Posture)));
        Assert.Equal(3, _grain.Notes.Count);
    }

    [Fact]
    public async Task One_that_never_comes_is_given_up_after_five_seconds()
    {
        DateTimeOffset begun = _time.GetUtcNow();
        Assert.True(Add(29));
        await EndAsync(1);

        Assert.Equal([(false, null)], _ended);
        Assert.InRange(_time.GetUtcNow() - begun, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5.5));
    }

    [Fact]
    public async Task A_fault_is_told_and_the_next_is_noted_all_the_same()
    {
        _grain.Faults.Enqueue(new TimeoutException("gone"));
        _grain.Replies.Enqueue(new FeedbackTally(1, 1));
        Assert.True(Add(1));
        Assert.True(Add(2));
        await EndAsync(2);

        Assert.Equal([(false, "gone"), (true, null)], _ended.Select(end => (end.IsKnown, end.Fault?.Message)));
    }

    [Fact]
    public async Task No_more_wait_than_the_bound()
    {
        Assert.Equal(FeedbackQueue.MaxWaiting, Enumerable.Range(0, 100).Count(sequence => Add(sequence)));
        await EndAsync(FeedbackQueue.MaxWaiting);
    }

    private bool Add(long sequence) =>
        _queue.TryAdd("mina", 3, 7, sequence, (isKnown, fault) => _ended.Enqueue((isKnown, fault)));

    // Time passes only while somebody waits for it.
    private async Task EndAsync(int count)
    {
        while (_ended.Count < count)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }
    }

    private sealed class ScriptedFeedback : IFeedbackGrain
    {
        public Queue<FeedbackTally> Replies { get; } = new();

        public Queue<Exception> Faults { get; } = new();

        public List<FeedbackNote> Notes { get; } = [];

        public Task<FeedbackTally> Note(FeedbackNote note)
        {
            Notes.Add(note);
            return Faults.TryDequeue(out Exception? fault)
                ? Task.FromException<FeedbackTally>(fault)
                : Task.FromResult(Replies.TryDequeue(out FeedbackTally tally) ? tally : default);
        }

        public Task<FeedbackSummary> Summary(string user) => Task.FromResult(new FeedbackSummary([]));

        public Task<ImmutableArray<ModelAccuracy>> Accuracy(int fromDay, int toDay) =>
            Task.FromResult(ImmutableArray<ModelAccuracy>.Empty);
    }
}
