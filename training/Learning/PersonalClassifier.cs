using System.Collections.Immutable;
using Posture.Grains.Calibration;
using Posture.Grains.Interfaces.Calibration;

namespace Posture.Training.Learning;

/// <summary>
/// Posture prototypes that every person sharpens: a normal model with conjugate priors for each posture and calibration
/// feature (Gelman et al., "Bayesian Data Analysis", 3rd ed., 2013, sections 2.5, 3.3 and 5.4), naive across features. How
/// far a window lies from where the person is expected to hold a posture is judged by a Student-t density. Variances are
/// learned from people in general, then from the person in all postures, then from the person in this one; means from people in
/// general and from this person. One posture whose window count is n, mean m and sum of squared deviations M:
/// <code>
/// person variance  u = (κ·w + Σ M) / (κ + Σ max(n − 1, 0))       sums over postures
/// posture variance v = (ν·u + M) / (ν + max(n − 1, 0))
/// expected value   e = m + (μ − m)·v / (n·b + v)
/// its variance     s = v·(1 + b / (n·b + v))
/// logit            Σ over features of −½·ln s − ½(d + 1)·ln(1 + (x − e)² / (d·s))
/// </code>
/// and the answer is softmax(logits / temperature). Without any calibration that is the population prior. D
/// calibration features, 8 labels.
/// </summary>
/// <param name="FeatureNames">The window statistics that it reads, in order.</param>
/// <param name="PersonalFeatureNames">The D calibration features made of them.</param>
/// <param name="PriorMean">μ, one row of D a label, [8][D].</param>
/// <param name="BetweenVariance">b, variance of people and postures about μ, [D], positive.</param>
/// <param name="WithinVariance">w, variance of later windows about what a person showed, [D], positive.</param>
/// <param name="PersonPriorCount">κ, windows that w counts as against a person's own variance.</param>
/// <param name="PosturePriorCount">ν, windows that u counts as against a posture's own variance.</param>
/// <param name="DegreesOfFreedom">
/// d of the Student-t density. Its being the same for all postures, however long they were shown, lets its constant cancel.
/// </param>
/// <param name="Temperature">Divides the logits; above 1 it lowers confidence.</param>
internal sealed record PersonalClassifier(
    ImmutableArray<string> FeatureNames,
    ImmutableArray<string> PersonalFeatureNames,
    ImmutableArray<ImmutableArray<float>> PriorMean,
    ImmutableArray<float> BetweenVariance,
    ImmutableArray<float> WithinVariance,
    float PersonPriorCount,
    float PosturePriorCount,
    float DegreesOfFreedom,
    float Temperature)
{
    /// <summary>File name in a model's folder.</summary>
    public const string FileName = "personal.json";

    /// <summary>Logits before the temperature, [8].</summary>
    public double[] Logits(ReadOnlySpan<float> features, PersonalProfile profile)
    {
        double[] logits = new double[profile.Postures.Length];
        ImmutableArray<double> window = CalibrationFeatures.Of(features);
        for (int feature = 0; feature < window.Length; feature++)
        {
            double personVariance = PersonVariance(profile, feature);
            for (int label = 0; label < logits.Length; label++)
                logits[label] += LogDensity(window[feature], label, feature, personVariance, profile.Postures[label]);
        }

        return logits;
    }

    /// <summary>Probabilities by label, [8], summing to 1.</summary>
    public double[] Probabilities(ReadOnlySpan<float> features, PersonalProfile profile) =>
        Softmax.Of(Logits(features, profile), 1.0 / Temperature);

    private double PersonVariance(PersonalProfile profile, int feature)
    {
        double squares = PersonPriorCount * (double)WithinVariance[feature], freedom = PersonPriorCount;
        foreach (PostureStatistics shown in profile.Postures.OfType<PostureStatistics>())
        {
            squares += shown.SquaredDeviations[feature];
            freedom += Freedom(shown.Count);
        }

        return squares / freedom;
    }

    private double LogDensity(double value, int label, int feature, double personVariance, PostureStatistics? shown)
    {
        double count = shown?.Count ?? 0, mean = shown?.Mean[feature] ?? 0;
        double squares = shown?.SquaredDeviations[feature] ?? 0;

        double variance = (PosturePriorCount * personVariance + squares) / (PosturePriorCount + Freedom(count));
        double between = BetweenVariance[feature];
        double precision = count * between + variance;
        double deviation = value - mean + (mean - PriorMean[label][feature]) * variance / precision;
        double scale = variance * (1 + between / precision);
        return -0.5 * (Math.Log(scale)
            + (DegreesOfFreedom + 1) * Math.Log(1 + deviation * deviation / (DegreesOfFreedom * scale)));
    }

    // The mean takes one: a capture of a single window says nothing of variance.
    private static double Freedom(double count) => Math.Max(count - 1, 0);
}
