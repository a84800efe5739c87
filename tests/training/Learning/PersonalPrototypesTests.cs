using Posture.Grains.Features;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Frames;
using Posture.Training.Learning;

namespace Posture.Training.Tests.Learning;

public sealed class PersonalPrototypesTests
{
    private static readonly PersonalProfile Profile = PersonalProfile.Empty
        .With(2, new PostureStatistics(2, [0, -1], [8, 2]))
        .With(5, new PostureStatistics(2, [4, -1], [8, 2]));

    [Fact]
    public void Half_way_between_two_postures_both_are_as_likely()
    {
        double[] probabilities = Probabilities(2);

        Assert.Equal(0.5, probabilities[2], 1e-6);
        Assert.Equal(0.5, probabilities[5], 1e-6);
    }

    [Fact]
    public void The_odds_are_those_of_two_normal_densities()
    {
        // Variance 8 / 2 = 4: the squared distances 1 and 9 give odds of e^((9 − 1) / 2 / 4).
        double[] probabilities = Probabilities(1);

        Assert.Equal(Math.E, probabilities[2] / probabilities[5], 1e-5);
    }

    [Fact]
    public void A_posture_that_was_not_shown_is_never_answered()
    {
        Assert.Equal(0, Probabilities(100)[0]);
        Assert.Equal(1, Probabilities(100).Sum(), 1e-12);
    }

    private static double[] Probabilities(double pitchDegrees) => PersonalPrototypes.Probabilities(
        PitchFeatures.Compute([new PitchFrame(0, pitchDegrees)]).Values.AsSpan(), Profile);
}
