using System.Collections.Immutable;
using Posture.Training.Learning;
using Posture.Training.Tests.Support;
using Posture.Training.Windows;

namespace Posture.Training.Tests.Learning;

public sealed class PostureLearnerTests
{
    [Fact]
    public void A_skill_that_carries_over_to_other_people_is_confident()
    {
        LinearClassifier model = PostureLearner.Fit(Samples.Separable("ann", "ben"));

        WindowedRecording unseen = Samples.Recording("cho", 4, 4 * 12);
        double[] probabilities = model.Probabilities(unseen.Windows[^1].Values.AsSpan());

        Assert.Equal(4, Softmax.ArgMax(probabilities));
        Assert.InRange(probabilities[4], 0.9, 1);
    }

    [Fact]
    public void A_skill_that_does_not_carry_over_is_close_to_a_guess()
    {
        ImmutableArray<WindowedRecording> contradictory =
        [
            .. Samples.Separable("ann"),
            .. Enumerable.Range(0, 8).Select(label => Samples.Recording("ben", label, (7 - label) * 12)),
        ];

        LinearClassifier model = PostureLearner.Fit(contradictory);

        Assert.All(
            contradictory[0].Windows,
            window => Assert.InRange(model.Probabilities(window.Values.AsSpan()).Max(), 0.125, 0.25));
    }

    [Fact]
    public void The_same_recordings_give_the_same_numbers()
    {
        LinearClassifier first = PostureLearner.Fit(Samples.Separable("ann", "ben"));
        LinearClassifier second = PostureLearner.Fit(Samples.Separable("ann", "ben"));

        Assert.Equal(first.Temperature, second.Temperature);
        Assert.Equal(first.Weights.SelectMany(row => row), second.Weights.SelectMany(row => row));
    }
}
