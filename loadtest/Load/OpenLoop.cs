using Posture.LoadTest.Measurement;

namespace Posture.LoadTest.Load;

/// <summary>
/// Sends one device's messages when the pacer says that each is due, and receives their replies beside it. What is due
/// and not yet sent is a number, not a queue: the schedule knows each frame's time.
/// </summary>
internal sealed class OpenLoop(DeviceSocket socket, SendSchedule schedule, LoadStatistics statistics, TimeProvider time)
    : IDisposable
{
    private readonly SemaphoreSlim _due = new(0);

    public SendSchedule Schedule => schedule;

    /// <summary>The pacer's word that one more frame is due.</summary>
    public void FrameDue() => _due.Release();

    /// <summary>Sends and receives until the schedule's last frame is answered.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task sending = SendAsync(either.Token);
        Task receiving = ReceiveAsync(either.Token);
        Task first = await Task.WhenAny(sending, receiving);
        if (!first.IsCompletedSuccessfully)
        {
            // The other half would wait for ever for a connection that is gone.
            await either.CancelAsync();
            await Task.WhenAll(sending, receiving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await first;
        }
        await Task.WhenAll(sending, receiving);
    }

    public void Dispose() => _due.Dispose();

    private async Task SendAsync(CancellationToken cancellation)
    {
        // A wait that can be cancelled would make a third of the generator's garbage, and its collections look like the server's.
        await using CancellationTokenRegistration waking = cancellation.Register(FrameDue);
        for (long number = 0; number < schedule.FrameCount; number++)
        {
            await _due.WaitAsync(CancellationToken.None);
            cancellation.ThrowIfCancellationRequested();
            long sentTicks = time.GetTimestamp();
            await socket.SendAsync(number, cancellation);
            statistics.MessageSent(schedule.IntendedTicks(number), sentTicks);
        }
    }

    private async Task ReceiveAsync(CancellationToken cancellation)
    {
        for (long number = 0; number < schedule.FrameCount; number++)
        {
            bool valid = await socket.ReceiveReplyAsync(number, cancellation);
            statistics.Answered(schedule.IntendedTicks(number), time.GetTimestamp(), valid);
        }
    }
}
