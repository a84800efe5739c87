using Posture.Frontend.Sockets.V2;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Frontend.Tests.Sockets.V2;

public sealed class RecentFramesTests
{
    [Fact]
    public void As_much_is_kept_as_a_window_holds()
    {
        var recent = new RecentFrames();
        recent.Add([.. Enumerable.Range(0, 30).Select(second => new PitchFrame(second * 1000, 1))]);
        Assert.Equal(Enumerable.Range(20, 10).Select(second => second * 1000.0), recent.All.Select(frame => frame.TimestampMs));

        recent.Add([.. Enumerable.Range(0, 5_000).Select(i => new PitchFrame(30_000 + i, 1))]);
        Assert.Equal(WindowLimits.MaxFrames, recent.All.Length);
        Assert.Equal(34_999, recent.All[^1].TimestampMs);
    }
}
