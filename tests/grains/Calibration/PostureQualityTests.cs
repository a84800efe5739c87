using CsCheck;
using Posture.Grains.Calibration;
using Posture.Grains.Interfaces.Calibration;

namespace Posture.Grains.Tests.Calibration;

public sealed class PostureQualityTests
{
    private static readonly Gen<PostureStatistics> Statistics =
        from count in Gen.Double[0.5, 100]
        from pitch in Gen.Double[-180, 180]
        from spread in Gen.Double[-2, 4]
        from variance in Gen.Double[0, 100]
        select new PostureStatistics(count, [pitch, spread], [variance * count, 0.1 * count]);

    [Fact]
    public void A_posture_overlaps_itself_wholly() => Statistics.Sample(statistics =>
        Math.Abs(PostureQuality.Overlap(statistics, statistics) - 1) < 1e-9);

    [Fact]
    public void Overlap_is_symmetric_and_a_share() => Gen.Select(Statistics, Statistics).Sample((first, second) =>
        PostureQuality.Overlap(first, second) is >= 0 and <= 1 + 1e-9 and var overlap
        && Math.Abs(overlap - PostureQuality.Overlap(second, first)) < 1e-9);

    [Fact]
    public void Postures_far_apart_do_not_overlap() =>
        Assert.InRange(PostureQuality.Overlap(Still(0), Still(45)), 0, 1e-6);

    [Fact]
    public void Quality_is_told_in_degrees()
    {
        var statistics = new PostureStatistics(2, [-12.5, Math.Log(3 + CalibrationFeatures.StillDegrees)], [8, 0]);

        Assert.Equal(-12.5, statistics.PitchDegrees());
        Assert.Equal(3, statistics.SpreadDegrees(), 1e-9);
        Assert.Equal(2, statistics.DriftDegrees(), 1e-9);
    }

    private static PostureStatistics Still(double pitchDegrees) => new(2, [pitchDegrees, 0], [0.5, 0]);
}
