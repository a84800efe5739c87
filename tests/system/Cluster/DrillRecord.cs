using Posture.System.Tests.Support;

namespace Posture.System.Tests.Cluster;

/// <summary>What a drill did, phase by phase, and what its devices saw of it.</summary>
internal sealed class DrillRecord(ITestOutputHelper output)
{
    // A silo that died is waited out for 4.5 s.
    private const double WorstReplySeconds = 5;

    /// <summary>Writes a phase down and waits for it to pass.</summary>
    public async Task Say(string phase, Task passing)
    {
        output.WriteLine($"{TimeProvider.System.GetLocalNow():HH:mm:ss.f}  {phase}");
        await passing;
    }

    /// <summary>Every confirmed frame is stored once, no device was dropped, hardly any heard of an error, and none waited long.</summary>
    public async Task AssertNothingLostAsync(RunningCluster cluster, PacedFleet paced, StreamingFleet streaming)
    {
        await Until.TrueAsync(
            async () => (await cluster.MissingAsync(paced.Log)).Count + (await cluster.MissingAsync(streaming.Log)).Count == 0,
            "every frame that was confirmed to be stored");
        output.WriteLine(paced.Log.Describe("v1"));
        output.WriteLine(streaming.Log.Describe("v2"));
        Assert.All(await cluster.RowsAsync(), row => Assert.Equal(1, row.Value));
        Assert.Equal(0, streaming.WaitingFrames);
        foreach (FleetLog log in new[] { paced.Log, streaming.Log })
        {
            Assert.Empty(log.Drops);
            Assert.InRange(log.Errors.Count, 0, log.Confirmed.Count / 100);
        }

        Assert.InRange(paced.Log.ReplySeconds.Max(), 0, WorstReplySeconds);
    }
}
