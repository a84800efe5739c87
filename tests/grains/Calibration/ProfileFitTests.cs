using Posture.Grains.Calibration;
using Posture.Grains.Features;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Inference;

namespace Posture.Grains.Tests.Calibration;

public sealed class ProfileFitTests
{
    private static readonly PersonalProfile Profile = PersonalProfile.Empty
        .With(0, new PostureStatistics(2, [-30, 0], [1, 0]))
        .With(2, new PostureStatistics(2, [10, 0], [1, 0]));

    private readonly ProfileFit _fit = new();
    private long _nowUnixMs = 1_700_000_000_000;

    [Fact]
    public void Says_nothing_before_a_minute_was_seen()
    {
        Hold(-30, seconds: 59);
        Assert.Null(_fit.Share);

        Hold(-30, 2);
        Assert.Equal(1, _fit.Share!.Value, 1e-9);
    }

    [Fact]
    public void A_posture_near_one_that_was_shown_fits()
    {
        Hold(-27, 120);
        Hold(12, 120);

        Assert.Equal(1, _fit.Share!.Value, 1e-9);
    }

    [Fact]
    public void A_sensor_that_moved_is_noticed_within_minutes()
    {
        Hold(-30, 600);
        Hold(40, 180);

        Assert.InRange(_fit.Share!.Value, 0.1, 0.4);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(1_000)]
    public void The_share_does_not_depend_on_the_rate(int stepMs)
    {
        Hold(-30, 600, stepMs);
        Hold(40, 120, stepMs);

        Assert.Equal(Math.Exp(-1), _fit.Share!.Value, 0.01);
    }

    [Fact]
    public void A_silence_counts_for_little()
    {
        Hold(-30, 600);
        _nowUnixMs += 3_600_000;
        Hold(40, 1);

        Assert.True(_fit.Share > 0.9);
    }

    private void Hold(double pitch, int seconds, int stepMs = 1_000)
    {
        float[] features = new float[PitchFeatures.Names.Length];
        features[CalibrationFeatures.MedianIndex] = (float)pitch;
        var window = new FeatureVector([.. features]);
        for (long endUnixMs = _nowUnixMs + seconds * 1000; _nowUnixMs < endUnixMs;)
        {
            _nowUnixMs += stepMs;
            _fit.Follow(window, Profile, _nowUnixMs);
        }
    }
}
