using System.Threading.RateLimiting;
using Posture.Frontend.Protocol.V2;

namespace Posture.Frontend.Limits;

/// <summary>
/// How many frames one socket may send: a token bucket that holds two seconds' worth, or one whole batch if that is more.
/// It has no timer, so that thousands of sockets cost nothing while they keep to it.
/// </summary>
internal sealed class FramePace(int framesPerSecond, TimeProvider time) : IDisposable
{
    private const int BurstSeconds = 2;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly TokenBucketRateLimiter _bucket = new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = Math.Max(framesPerSecond * BurstSeconds, StreamLimits.MaxBatchFrames),
        TokensPerPeriod = (int)(framesPerSecond * Tick.TotalSeconds),
        ReplenishmentPeriod = Tick,
        AutoReplenishment = false,
        QueueLimit = 0,
    });

    /// <summary>Takes the tokens of a message; false while there are too few.</summary>
    /// <param name="frames">How many frames it held, at most a batch.</param>
    public bool TryTake(int frames) => Acquire(frames) || (_bucket.TryReplenish() && Acquire(frames));

    /// <summary>Waits until asking again makes sense.</summary>
    public Task WaitAsync() => Task.Delay(Tick, time);

    public void Dispose() => _bucket.Dispose();

    private bool Acquire(int frames)
    {
        using RateLimitLease lease = _bucket.AttemptAcquire(frames);
        return lease.IsAcquired;
    }
}
