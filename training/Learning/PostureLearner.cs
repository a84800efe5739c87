using Posture.Training.Windows;

namespace Posture.Training.Learning;

/// <summary>
/// The whole way from recordings to a calibrated model. Shrinkage and temperature are chosen on answers about people
/// whom the answering model had not seen, among the given recordings only; an evaluation that holds a person out
/// therefore needs no more than not to pass that person.
/// </summary>
internal static class PostureLearner
{
    /// <summary>The method in a sentence, for manifest and card.</summary>
    public const string Method =
        "Linear discriminant analysis on standardised window statistics, covariance shrunk towards a sphere, "
        + "temperature-scaled; shrinkage and temperature chosen by leave-one-person-out log loss";

    // Strongest first: at equal loss the simplest model wins.
    private static readonly double[] Shrinkages = [1, 0.9, 0.7, 0.5, 0.3, 0.1, 0.03, 0.01];

    /// <summary>Fits a model to the recordings of at least two people.</summary>
    public static LinearClassifier Fit(IReadOnlyList<WindowedRecording> recordings)
    {
        Choice best = Shrinkages.Select(shrinkage => Assess(recordings, shrinkage)).MinBy(choice => choice.LogLoss)!;
        return DiscriminantAnalysis.Fit(recordings, best.Shrinkage) with { Temperature = (float)best.Temperature };
    }

    private static Choice Assess(IReadOnlyList<WindowedRecording> recordings, double shrinkage)
    {
        List<HeldOutLogits> answers = [.. PersonFold.Split(recordings).SelectMany(fold => Answers(fold, shrinkage))];
        double temperature = TemperatureScaling.Fit(answers);
        return new Choice(shrinkage, temperature, TemperatureScaling.LogLoss(answers, temperature));
    }

    private static IEnumerable<HeldOutLogits> Answers(PersonFold fold, double shrinkage)
    {
        LinearClassifier model = DiscriminantAnalysis.Fit(fold.Training, shrinkage);
        return fold.HeldOut.SelectMany(recording => recording.Windows.Select(window => new HeldOutLogits(
            model.Logits(window.Values.AsSpan()), recording.Label, 1.0 / recording.Windows.Length)));
    }

    private sealed record Choice(double Shrinkage, double Temperature, double LogLoss);
}
