using System.Collections.Immutable;
using Posture.Grains.Calibration;
using Posture.Grains.Interfaces.Calibration;
using Posture.Training.Calibration;
using Posture.Training.Evaluation;
using Posture.Training.Learning;
using Posture.Training.Packaging;
using Posture.Training.Tests.Support;

namespace Posture.Training.Tests.Evaluation;

/// <summary>
/// The shipped personal model on people unlike those it was made from, against the classifiers in closed form that
/// suit such people best: Gaussian prototypes with a variance for each posture, and with one for the person.
/// </summary>
public sealed class SimulatedWearerTests
{
    private const int WearerCount = 12;
    private const double SmallestVariance = 1e-4;

    private static readonly PersonalClassifier Model = TrainedModel.LoadPersonal(
        ShippedModels.Folders.Single(folder => Path.GetFileName(folder) == "2.1.0"));

    [Theory]
    [InlineData(1, 5, 1, 20)]
    [InlineData(1, 5, 3, 60)]
    [InlineData(1, 12, 0, 20)]
    [InlineData(1, 12, 3, 60)]
    [InlineData(10, 5, 1, 20)]
    [InlineData(10, 5, 3, 60)]
    [InlineData(10, 12, 0, 20)]
    [InlineData(10, 12, 3, 60)]
    public void It_comes_within_three_percent_of_the_best_of_them(int hertz, double apart, double drift, double seconds)
    {
        CalibratedPerson[] people =
            [.. CalibratedPerson.Of(new Wearers(hertz, apart, drift).Make(WearerCount, seed: 11), seconds)];

        double personal = MeanMacroF1(people, Model.Probabilities);
        double best = Math.Max(
            MeanMacroF1(people, (features, profile) => Gaussian(features, profile, Variance)),
            MeanMacroF1(people, (features, profile) => Gaussian(features, profile, PooledVariance)));

        Assert.InRange(personal, 0.97 * best, 1);
    }

    private static double MeanMacroF1(CalibratedPerson[] people, Classifier classifier) => people.Average(person =>
        Scores.PerWindow(person.Episodes.Select(episode => EvaluatedRecording.Of(
            episode.Recording, episode.Rest, features => classifier(features, person.Profile)))).MacroF1);

    private static double[] Gaussian(
        ReadOnlySpan<float> features, PersonalProfile profile, Func<PersonalProfile, int, int, double> varianceOf)
    {
        ImmutableArray<double> window = CalibrationFeatures.Of(features);
        double[] logits = new double[profile.Postures.Length];
        for (int label = 0; label < logits.Length; label++)
        {
            for (int feature = 0; feature < window.Length; feature++)
            {
                double variance = Math.Max(SmallestVariance, varianceOf(profile, label, feature));
                double deviation = window[feature] - profile.Postures[label]!.Mean[feature];
                logits[label] -= 0.5 * (Math.Log(variance) + deviation * deviation / variance);
            }
        }

        return Softmax.Of(logits, 1);
    }

    private static double Variance(PersonalProfile profile, int label, int feature) =>
        profile.Postures[label]!.SquaredDeviations[feature] / profile.Postures[label]!.Count;

    private static double PooledVariance(PersonalProfile profile, int label, int feature) =>
        Enumerable.Range(0, profile.Postures.Length).Average(posture => Variance(profile, posture, feature));

    private delegate double[] Classifier(ReadOnlySpan<float> features, PersonalProfile profile);
}
