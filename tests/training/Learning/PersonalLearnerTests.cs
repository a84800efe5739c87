using System.Collections.Immutable;
using Posture.Grains.Interfaces.Calibration;
using Posture.Training.Calibration;
using Posture.Training.Learning;
using Posture.Training.Tests.Support;
using Posture.Training.Windows;

namespace Posture.Training.Tests.Learning;

public sealed class PersonalLearnerTests
{
    private static readonly ImmutableArray<WindowedRecording> Three =
        new Wearers(Hertz: 1, ApartDegrees: 8, DriftDegrees: 1).Make(count: 3, seed: 5);

    [Fact]
    public void People_who_have_nothing_in_common_are_told_apart_once_they_are_known()
    {
        PersonalClassifier model = PersonalLearner.Fit(Three);
        ImmutableArray<WindowedRecording> stranger = new Wearers(1, 8, 1).Make(count: 1, seed: 77);
        CalibratedPerson person = CalibratedPerson.Of(stranger, 20).Single();

        Assert.InRange(Accuracy(model, person, PersonalProfile.Empty), 0, 0.4);
        Assert.InRange(Accuracy(model, person, person.Profile), 0.6, 1);
    }

    [Fact]
    public void A_stranger_gets_little_confidence()
    {
        PersonalClassifier model = PersonalLearner.Fit(Three);

        Assert.InRange(
            Three.SelectMany(recording => recording.Windows)
                .Average(window => model.Probabilities(window.Values.AsSpan(), PersonalProfile.Empty).Max()),
            0.125,
            0.35);
    }

    [Fact]
    public void The_same_recordings_give_the_same_numbers()
    {
        PersonalClassifier first = PersonalLearner.Fit(Three), second = PersonalLearner.Fit(Three);

        Assert.Equal(first.Temperature, second.Temperature);
        Assert.Equal(first.PriorMean.SelectMany(row => row), second.PriorMean.SelectMany(row => row));
        Assert.Equal(first.WithinVariance.AsEnumerable(), second.WithinVariance);
    }

    [Fact]
    public void Recordings_that_end_with_the_calibration_are_an_error()
    {
        var failure = Assert.Throws<TrainingException>(() => PersonalLearner.Fit(Samples.Separable("ann", "ben")));

        Assert.Contains("record longer or trim less", failure.Message);
    }

    [Fact]
    public void A_posture_that_nobody_showed_is_expected_where_all_are()
    {
        WindowedRecording[] shown = [.. Three.Where(recording => recording.Label != 5)];

        PersonalPrior prior = PersonalPrior.Of(shown);

        double centre = prior.Mean.Where((_, label) => label != 5).Average(mean => mean[0]);
        Assert.Equal(centre, prior.Mean[5][0], 1e-9);
    }

    private static double Accuracy(PersonalClassifier model, CalibratedPerson person, PersonalProfile profile) =>
        person.Episodes.Average(episode => episode.Rest.Average(window =>
            Softmax.ArgMax(model.Probabilities(window.Values.AsSpan(), profile)) == episode.Recording.Label ? 1.0 : 0));
}
