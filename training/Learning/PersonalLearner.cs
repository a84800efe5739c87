using System.Collections.Immutable;
using Posture.Grains.Calibration;
using Posture.Grains.Features;
using Posture.Training.Calibration;
using Posture.Training.Windows;

namespace Posture.Training.Learning;

/// <summary>
/// The whole way from recordings to a <see cref="PersonalClassifier"/>. The posture prior's weight and the temperature are
/// chosen on answers about calibrated people whose recordings had no part in the answering model; an evaluation that holds
/// a person out needs no more than not to pass that person.
/// </summary>
internal static class PersonalLearner
{
    /// <summary>The method in a sentence, for manifest and card.</summary>
    public const string Method =
        "Bayesian prototypes on median and spread of a window with Student-t densities: a population prior that the "
        + "person's own statistics per posture sharpen, temperature-scaled; prior weight and temperature chosen by "
        + "leave-one-person-out log loss";

    // Few enough that heavy tails keep an unheard-of pitch from making anything certain.
    private const float DegreesOfFreedom = 4;

    // Half of what eight postures of 20 s give, so that such a calibration speaks louder than people in general.
    private const float PersonPriorCount = 4;

    // Strongest first: at equal loss the simplest model wins.
    private static readonly float[] PosturePriorCounts = [4, 2, 1];

    /// <summary>Whether every person's recordings are long enough to calibrate with and to test after that.</summary>
    public static bool CanLearnFrom(IReadOnlyList<WindowedRecording> recordings) => recordings
        .GroupBy(recording => recording.Person)
        .All(person => PersonalPrior.Episodes([.. person]).Any());

    /// <summary>Fits a model to the recordings of at least two people.</summary>
    /// <exception cref="TrainingException">The recordings are too short.</exception>
    public static PersonalClassifier Fit(IReadOnlyList<WindowedRecording> recordings)
    {
        if (!CanLearnFrom(recordings))
        {
            throw new TrainingException(
                $"A personal model needs, of every person, a recording that goes on after {PersonalPrior.CalibrationSeconds[0]} s of "
                + $"calibration and a gap of {CalibrationEpisode.GapSeconds} s; record longer or trim less.");
        }

        Choice best = PosturePriorCounts.Select(count => Assess(recordings, count)).MinBy(choice => choice.LogLoss)!;
        return Untempered(recordings, best.PosturePriorCount) with { Temperature = (float)best.Temperature };
    }

    private static Choice Assess(IReadOnlyList<WindowedRecording> recordings, float posturePriorCount)
    {
        List<HeldOutLogits> answers =
            [.. PersonFold.Split(recordings).SelectMany(fold => Answers(fold, posturePriorCount))];
        double temperature = TemperatureScaling.Fit(answers);
        return new Choice(posturePriorCount, temperature, TemperatureScaling.LogLoss(answers, temperature));
    }

    private static IEnumerable<HeldOutLogits> Answers(PersonFold fold, float posturePriorCount)
    {
        PersonalClassifier model = Untempered(fold.Training, posturePriorCount);
        return PersonalPrior.CalibrationSeconds
            .SelectMany(seconds => CalibratedPerson.Of(fold.HeldOut, seconds))
            .SelectMany(person => person.Episodes.SelectMany(episode => episode.Rest.Select(window => new HeldOutLogits(
                model.Logits(window.Values.AsSpan(), person.Profile),
                episode.Recording.Label,
                1.0 / episode.Rest.Length))));
    }

    private static PersonalClassifier Untempered(IReadOnlyList<WindowedRecording> recordings, float posturePriorCount)
    {
        PersonalPrior prior = PersonalPrior.Of(recordings);
        return new PersonalClassifier(
            PitchFeatures.Names,
            CalibrationFeatures.Names,
            [.. prior.Mean.Select(Floats)],
            Floats(prior.BetweenVariance),
            Floats(prior.WithinVariance),
            PersonPriorCount,
            posturePriorCount,
            DegreesOfFreedom,
            Temperature: 1);
    }

    private static ImmutableArray<float> Floats(ImmutableArray<double> values) => [.. values.Select(value => (float)value)];

    private sealed record Choice(float PosturePriorCount, double Temperature, double LogLoss);
}
