namespace Posture.Frontend.Sockets;

/// <summary>
/// Calls that outlive a silo: until the cluster has given a dead one up calls to its grains fail, and then they are made
/// anew elsewhere.
/// </summary>
/// <param name="begunAt">From here on it may take as long as <see cref="Patience"/>.</param>
/// <param name="time">The clock.</param>
internal readonly struct GrainRetry(DateTimeOffset begunAt, TimeProvider time)
{
    /// <summary>A frame that could not be pushed for so long is answered with an error.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(4.5);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Calls again and again while silos fail; the last failure is thrown.</summary>
    public async ValueTask<TReply> RunAsync<TReply>(Func<ValueTask<TReply>> call)
    {
        while (true)
        {
            try
            {
                return await call();
            }
            catch (Exception e) when (IsDue(e))
            {
                await PauseAsync();
            }
        }
    }

    /// <summary>Whether a call that failed like this is to be made again, after <see cref="PauseAsync"/>.</summary>
    public bool IsDue(Exception failure) => IsTransient(failure) && time.GetUtcNow() + Pause < begunAt + Patience;

    public Task PauseAsync()
    {
        SocketMetrics.FrameRetried();
        return Task.Delay(Pause, time);
    }

    // A fault of the grain itself comes as its own type. These are of the way there: no gateway, no silo, no answer.
    private static bool IsTransient(Exception exception) => exception is OrleansException or TimeoutException;
}
