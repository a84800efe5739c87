using System.Collections.Immutable;
using Posture.Grains.Interfaces.Calibration;
using Posture.Training.Calibration;
using Posture.Training.Learning;
using Posture.Training.Windows;

namespace Posture.Training.Evaluation;

/// <summary>
/// What calibration is worth to a person whom the models have not met: the first seconds of each posture calibrate, and
/// after a gap everything is to be recognised. Nothing of the person touches prior, weights or temperature.
/// </summary>
internal static class CalibratedEvaluation
{
    /// <summary>Seconds of each posture that are tried.</summary>
    public static readonly ImmutableArray<double> CalibrationSeconds = [0, 5, 10, 20, 30, 60];

    /// <summary>
    /// One report a calibration that leaves windows; none when the recordings are too short for a personal model.
    /// </summary>
    /// <param name="recordings">Everybody's recordings.</param>
    /// <param name="populations">The model that is the same for everybody, made without each person in turn.</param>
    /// <param name="progress">Gets the share of calibrations done.</param>
    public static ImmutableArray<CalibrationReport> Run(
        IReadOnlyList<WindowedRecording> recordings,
        IReadOnlyList<EvaluatedPerson> populations,
        IProgress<double> progress)
    {
        PersonFold[] folds = [.. PersonFold.Split(recordings)];
        if (!folds.All(fold => PersonalLearner.CanLearnFrom(fold.Training)))
            return [];

        FoldModels[] models =
        [
            .. folds.Select(fold => new FoldModels(
                fold,
                PersonalLearner.Fit(fold.Training),
                populations.Single(population => population.Person == fold.Person).Model)),
        ];
        var reports = ImmutableArray.CreateBuilder<CalibrationReport>();
        foreach ((int index, double seconds) in CalibrationSeconds.Index())
        {
            HeldOutPerson[] persons = [.. models.SelectMany(fold => fold.Calibrate(seconds))];
            if (persons.Any(person => !person.Calibrated.Episodes.IsEmpty))
                reports.Add(Report(seconds, persons));
            progress.Report((index + 1.0) / CalibrationSeconds.Length);
        }

        return reports.ToImmutable();
    }

    private static CalibrationReport Report(double seconds, HeldOutPerson[] persons)
    {
        MethodReport Of(string method, Func<HeldOutPerson, IEnumerable<EvaluatedRecording>> answers) =>
            MethodReport.Of(method, [.. persons.SelectMany(answers)], Unshown.Instance);

        MethodReport uncalibrated =
            Of(CalibrationReport.Uncalibrated, person => person.Personal(PersonalProfile.Empty));
        MethodReport population = Of(CalibrationReport.Population, person => person.Population());
        if (seconds == 0)
            return new CalibrationReport(seconds, GapSeconds: 0, [uncalibrated, population]);
        return new CalibrationReport(seconds, CalibrationEpisode.GapSeconds,
        [
            Of(CalibrationReport.Personal, person => person.Personal(person.Calibrated.Profile)),
            uncalibrated,
            population,
            Of(CalibrationReport.Prototypes, person => person.Prototypes()),
        ], SlouchScores.Of(persons.Select(person => (person.Calibrated.Profile, person.Personal(person.Calibrated.Profile)))));
    }

    private sealed record FoldModels(PersonFold Fold, PersonalClassifier Personal, LinearClassifier Population)
    {
        public IEnumerable<HeldOutPerson> Calibrate(double seconds) => CalibratedPerson.Of(Fold.HeldOut, seconds)
            .Select(person => new HeldOutPerson(person, this));
    }

    private sealed record HeldOutPerson(CalibratedPerson Calibrated, FoldModels Models)
    {
        public IEnumerable<EvaluatedRecording> Personal(PersonalProfile profile) =>
            Answers(features => Models.Personal.Probabilities(features, profile));

        public IEnumerable<EvaluatedRecording> Population() => Answers(Models.Population.Probabilities);

        public IEnumerable<EvaluatedRecording> Prototypes() =>
            Answers(features => PersonalPrototypes.Probabilities(features, Calibrated.Profile));

        private IEnumerable<EvaluatedRecording> Answers(WindowClassifier classifier) => Calibrated.Episodes
            .Select(episode => EvaluatedRecording.Of(episode.Recording, episode.Rest, classifier));
    }

    // Resampling 24 recordings is over before anyone could read how far it is.
    private sealed class Unshown : IProgress<double>
    {
        public static readonly Unshown Instance = new();

        public void Report(double value)
        {
        }
    }
}
