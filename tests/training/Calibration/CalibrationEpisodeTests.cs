using Posture.Training.Calibration;
using Posture.Training.Tests.Support;
using Posture.Training.Windows;

namespace Posture.Training.Tests.Calibration;

public sealed class CalibrationEpisodeTests
{
    private static readonly WindowedRecording Recording = Samples.Recording("ann", 3, 36, frameCount: 60);

    [Fact]
    public void The_rest_begins_a_gap_after_the_calibration()
    {
        CalibrationEpisode episode = CalibrationEpisode.Of(Recording, 20);

        Assert.Equal(2, episode.Statistics!.Count, 1e-9);
        Assert.Equal(Recording.Windows[30..], episode.Rest);
    }

    [Fact]
    public void No_window_of_the_rest_shares_a_frame_with_the_calibration()
    {
        WindowedRecording jump = Samples.Recording("ann", 3, 36, frameCount: 21);
        WindowedRecording joined = WindowedRecording.Of(jump.Recording with
        {
            Frames = [.. jump.Recording.Frames, .. Recording.Recording.Frames[21..].Select(frame => frame with { PitchDegrees = -90 })],
        });

        CalibrationEpisode episode = CalibrationEpisode.Of(joined, 20);

        Assert.All(episode.Rest, window => Assert.Equal(-90, window.Values[0]));
        Assert.InRange(episode.Statistics!.Mean[0], 35, 37);
    }

    [Fact]
    public void What_follows_the_calibration_cannot_change_it()
    {
        WindowedRecording other = WindowedRecording.Of(Recording.Recording with
        {
            Frames = [.. Recording.Recording.Frames.Select((frame, second) => second <= 20 ? frame : frame with { PitchDegrees = 99 })],
        });

        Assert.Equal(
            CalibrationEpisode.Of(Recording, 20).Statistics!.Mean, CalibrationEpisode.Of(other, 20).Statistics!.Mean);
    }

    [Fact]
    public void Without_calibration_every_window_counts()
    {
        CalibrationEpisode episode = CalibrationEpisode.Of(Recording, 0);

        Assert.Null(episode.Statistics);
        Assert.Equal(60, episode.Rest.Length);
    }

    [Fact]
    public void A_recording_that_ends_before_the_gap_does_leaves_nothing()
    {
        Assert.Empty(CalibrationEpisode.Of(Recording, 60).Rest);
    }
}
