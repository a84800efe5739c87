using Posture.Grains.Interfaces.Feedback;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Frontend.Sockets.V2;

/// <summary>
/// What a wearer says of predictions, on its way into the log store beside the frames: a prediction appears there a moment
/// after its reply, and that moment must not hold the next frames up.
/// </summary>
internal sealed class FeedbackQueue(IFeedbackGrain grain, TimeProvider time)
{
    /// <summary>Notes that may wait.</summary>
    public const int MaxWaiting = 16;

    // A stream can be resumed over days, but nobody remembers how they sat then.
    private static readonly TimeSpan Reach = TimeSpan.FromDays(1);
    // Times of rows are reckoned from the device's, and may be a little ahead.
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(250);

    private Task _last = Task.CompletedTask;
    private int _waiting;

    /// <summary>Takes a note, unless too many wait.</summary>
    /// <param name="user">The wearer.</param>
    /// <param name="posture">What it was.</param>
    /// <param name="streamId">The stream.</param>
    /// <param name="sequence">The frame whose prediction is meant.</param>
    /// <param name="onEnd">Told whether there was such a prediction, or of the fault; on any thread.</param>
    public bool TryAdd(string user, int posture, long streamId, long sequence, Action<bool, Exception?> onEnd)
    {
        if (_waiting >= MaxWaiting)
            return false;
        Interlocked.Increment(ref _waiting);
        DateTimeOffset now = time.GetUtcNow();
        var note = new FeedbackNote(
            user, posture, null, UnixMicros.From(now - Reach), UnixMicros.From(now + Ahead), streamId, sequence);
        _last = NoteAfterAsync(_last, note, now + Patience, onEnd);
        return true;
    }

    private async Task NoteAfterAsync(Task before, FeedbackNote note, DateTimeOffset deadline, Action<bool, Exception?> onEnd)
    {
        await before;
        try
        {
            onEnd(await TryNoteAsync(note, deadline), null);
        }
        catch (Exception e)
        {
            onEnd(false, e);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private async Task<bool> TryNoteAsync(FeedbackNote note, DateTimeOffset deadline)
    {
        while ((await grain.Note(note)).NotedCount == 0)
        {
            if (time.GetUtcNow() >= deadline)
                return false;
            await Task.Delay(LookAgainAfter, time);
        }

        return true;
    }
}
