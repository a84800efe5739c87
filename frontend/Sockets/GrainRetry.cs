using System.Runtime.CompilerServices;

namespace Posture.Frontend.Sockets;

/// <summary>
/// Calls that outlive a silo: until the cluster has given a dead one up calls to its grains fail, and then they are made
/// anew elsewhere.
/// </summary>
internal static class GrainRetry
{
    /// <summary>A frame that could not be pushed for so long is answered with an error.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(4.5);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Calls again and again while silos fail; the last failure is thrown.</summary>
    /// <param name="call">The call, given <paramref name="argument"/>.</param>
    /// <param name="argument">What the call needs.</param>
    /// <param name="begunAt">From here on it may take as long as <see cref="Patience"/>.</param>
    /// <param name="time">The clock.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<TReply> RunAsync<TArgument, TReply>(
        Func<TArgument, ValueTask<TReply>> call, TArgument argument, DateTimeOffset begunAt, TimeProvider time)
    {
        DateTimeOffset deadline = begunAt + Patience;
        while (true)
        {
            try
            {
                return await call(argument);
            }
            catch (Exception e) when (IsTransient(e) && time.GetUtcNow() + Pause < deadline)
            {
                SocketMetrics.FrameRetried();
                await Task.Delay(Pause, time);
            }
        }
    }

    // A fault of the grain itself comes as its own type. These are of the way there: no gateway, no silo, no answer.
    private static bool IsTransient(Exception exception) => exception is OrleansException or TimeoutException;
}
