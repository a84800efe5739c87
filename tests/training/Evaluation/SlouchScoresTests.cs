using Posture.Grains.Interfaces.Calibration;
using Posture.Training.Evaluation;
using Posture.Training.Tests.Support;

namespace Posture.Training.Tests.Evaluation;

public sealed class SlouchScoresTests
{
    private static readonly PersonalProfile Profile = new(
        [.. Enumerable.Repeat(new PostureStatistics(2, [0, 0], [1, 1]), 8)]);

    [Fact]
    public void Good_and_bad_windows_are_counted_apart()
    {
        double[] upright = [1, 0, 0, 0, 0, 0, 0, 0], bent = [0, 0, 0, 1, 0, 0, 0, 0];

        SlouchScores scores = SlouchScores.Of(
        [
            (Profile,
            [
                Evaluated.Recording("ann", 0, upright, upright, upright, upright),
                Evaluated.Recording("ann", 7, bent, bent),
                Evaluated.Recording("ann", 3, bent, bent, bent),
                Evaluated.Recording("ann", 1, upright),
            ]),
        ]);

        Assert.Equal(new SlouchScores(6, 2.0 / 6, 4, 3.0 / 4), scores);
    }

    [Fact]
    public void One_bad_posture_for_another_is_still_a_slouch()
    {
        double[] headDown = [0, 0, 1, 0, 0, 0, 0, 0];

        Assert.Equal(
            new SlouchScores(0, 0, 1, 1), SlouchScores.Of([(Profile, [Evaluated.Recording("ann", 3, headDown)])]));
    }
}
