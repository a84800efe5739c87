using Posture.Frontend.Sockets.V2;
using Posture.Grains.Interfaces.Calibration;

namespace Posture.Frontend.Tests.Sockets.V2;

public sealed class CaptureProgressTests
{
    [Fact]
    public void Each_second_is_told_once_and_the_end_always()
    {
        var progress = new CaptureProgress();
        double[] secondsLeft = [5, 4.98, 4.5, 4.02, 4, 3.98, 3.5];

        Assert.Equal(
            [true, false, false, false, true, false, false],
            secondsLeft.Select(left => progress.IsNews(new CaptureStatus(3, CaptureState.Capturing, left))));
        Assert.True(progress.IsNews(new CaptureStatus(4, CaptureState.Capturing, 3.5)));
        Assert.True(progress.IsNews(new CaptureStatus(4, CaptureState.Done, 0)));
        Assert.True(progress.IsNews(new CaptureStatus(4, CaptureState.Rejected, 0)));
    }
}
