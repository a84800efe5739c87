using Posture.LoadTest.Measurement;

namespace Posture.LoadTest.Load;

/// <summary>Keeps a fixed number of one device's messages unanswered until the run ends.</summary>
internal sealed class ClosedLoop(LoadPlan plan, MeasuredWindow window, LoadStatistics statistics, TimeProvider time)
{
    public async Task RunAsync(DeviceSocket socket, CancellationToken cancellation)
    {
        var sentTicks = new long[plan.Pipeline];
        long sent = 0, answered = 0;
        while (true)
        {
            while (sent - answered < plan.Pipeline && MaySend(sent))
            {
                long now = sentTicks[sent % plan.Pipeline] = time.GetTimestamp();
                await socket.SendAsync(sent++, cancellation);
                statistics.MessageSent(intendedTicks: now, sentTicks: now);
            }
            if (answered == sent)
                return;
            bool valid = await socket.ReceiveReplyAsync(answered, cancellation);
            statistics.Answered(sentTicks[answered++ % plan.Pipeline], time.GetTimestamp(), valid);
        }
    }

    private bool MaySend(long sent) =>
        sent < (plan.MessagesPerConnection ?? long.MaxValue) && time.GetTimestamp() < window.EndTicks;
}
