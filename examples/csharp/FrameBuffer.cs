namespace Posture.Examples.CSharp;

/// <summary>
/// Frames that are not acknowledged yet, each with its number in the stream. At the bound the newest frame is refused and
/// counted: an older one may have been sent under its number, which must not come to mean another frame.
/// </summary>
internal sealed class FrameBuffer(int capacity)
{
    private readonly Lock _lock = new();
    private readonly List<PitchFrame> _frames = [];
    private long _firstSequence;
    private int _sentCount;
    private TaskCompletionSource _acknowledged = NewSignal();

    public int Count
    {
        get
        {
            lock (_lock)
                return _frames.Count;
        }
    }

    /// <summary>Frames that were refused.</summary>
    public long DroppedCount { get; private set; }

    public bool TryAdd(PitchFrame frame)
    {
        lock (_lock)
        {
            if (_frames.Count >= capacity)
            {
                DroppedCount++;
                return false;
            }

            _frames.Add(frame);
            return true;
        }
    }

    /// <summary>A connection has begun: everything goes out again, a new stream counts from 0.</summary>
    public void Begin(bool isResumed, long acknowledged)
    {
        lock (_lock)
        {
            _sentCount = 0;
            if (!isResumed)
                _firstSequence = 0;
        }

        if (isResumed)
            Acknowledge(acknowledged);
    }

    /// <summary>
    /// Lets go of the frames up to this number. After a crash the server may remember less than it has acknowledged: what is
    /// gone here was logged.
    /// </summary>
    public void Acknowledge(long sequence)
    {
        lock (_lock)
        {
            int count = (int)Math.Clamp(sequence - _firstSequence + 1, 0, _frames.Count);
            _frames.RemoveRange(0, count);
            _firstSequence += count;
            _sentCount = Math.Max(0, _sentCount - count);
            _acknowledged.TrySetResult();
            _acknowledged = NewSignal();
        }
    }

    /// <summary>All that is on its way goes out again.</summary>
    public void Rewind()
    {
        lock (_lock)
            _sentCount = 0;
    }

    /// <summary>The next frames to send, at most as many as a message and the credit allow; null when there are none.</summary>
    public FrameBatch? TakeBatch(int maxFrames, int credit)
    {
        lock (_lock)
        {
            int count = Math.Min(maxFrames, Math.Min(credit, _frames.Count) - _sentCount);
            if (count <= 0)
                return null;
            var batch = new FrameBatch(_firstSequence + _sentCount, [.. _frames.GetRange(_sentCount, count)]);
            _sentCount += count;
            return batch;
        }
    }

    /// <summary>Waits until no more frames than this are left.</summary>
    public async Task WaitForCountAsync(int atMost, CancellationToken cancellation)
    {
        while (true)
        {
            Task acknowledged;
            lock (_lock)
            {
                if (_frames.Count <= atMost)
                    return;
                acknowledged = _acknowledged.Task;
            }

            await acknowledged.WaitAsync(cancellation);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
