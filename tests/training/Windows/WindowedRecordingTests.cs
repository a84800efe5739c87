using Posture.Grains.Features;
using Posture.Grains.Interfaces.Inference;
using Posture.Training.Tests.Support;
using Posture.Training.Windows;

namespace Posture.Training.Tests.Windows;

public sealed class WindowedRecordingTests
{
    private static readonly int Median = PitchFeatures.Names.IndexOf("pitch_median_deg");
    private static readonly int Span = PitchFeatures.Names.IndexOf("window_span_s");

    [Fact]
    public void Every_frame_leaves_one_window_behind()
    {
        WindowedRecording recording = Samples.Recording("ann", 0, 5, frameCount: 37);

        Assert.Equal(37, recording.Windows.Length);
    }

    [Fact]
    public void The_first_windows_are_partly_filled()
    {
        WindowedRecording recording = Samples.Recording("ann", 0, 5, frameCount: 20);

        Assert.Equal([0f, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9], recording.Windows.Take(12).Select(row => row.Values[Span]));
    }

    [Fact]
    public void A_window_holds_the_last_ten_seconds_and_nothing_later()
    {
        WindowedRecording recording = Samples.Recording("ann", 0, 5, frameCount: 30);

        for (int index = 0; index < recording.Windows.Length; index++)
        {
            double newestMs = recording.Recording.Frames[index].TimestampMs;
            double[] pitch = [.. recording.Recording.Frames
                .Where(frame => frame.TimestampMs <= newestMs && frame.TimestampMs > newestMs - 10_000)
                .Select(frame => frame.PitchDegrees)
                .Order()];
            double median = (pitch[(pitch.Length - 1) / 2] + pitch[pitch.Length / 2]) / 2;

            Assert.Equal(median, recording.Windows[index].Values[Median], 1e-4);
        }
    }

    [Fact]
    public void Two_replays_of_the_same_frames_do_not_share_a_window()
    {
        WindowedRecording recording = Samples.Recording("ann", 0, 5);

        FeatureVector again = WindowedRecording.FeaturesOf(recording.Recording.Frames).First();

        Assert.Equal(recording.Windows[0].Values, again.Values);
    }
}
