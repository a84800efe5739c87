using CsCheck;
using Microsoft.ML.OnnxRuntime;
using Posture.Grains.Calibration;
using Posture.Grains.Features;
using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Calibration;
using Posture.Training.Learning;
using Posture.Training.Onnx;
using Posture.Training.Tests.Support;

namespace Posture.Training.Tests.Onnx;

public sealed class PersonalGraphTests
{
    private const int Width = 2;

    // A window near one of the postures, where answers hang on every number.
    private static readonly Gen<float[]> GenFeatures =
        Gen.Select(Gen.Float[-60, 60], Gen.Float[0, 20], (median, spread) =>
        {
            float[] features = new float[PitchFeatures.Names.Length];
            features[CalibrationFeatures.MedianIndex] = median;
            features[CalibrationFeatures.SpreadIndex] = spread;
            return features;
        });

    private static readonly Gen<PostureStatistics> GenShown = Gen.Select(
        Gen.Double[0.1, 60],
        Gen.Double[-60, 60],
        Gen.Double[-2.3, 3],
        Gen.Double[0, 5].Array[Width],
        (count, median, spread, variances) => new PostureStatistics(
            count, [median, spread], [.. variances.Select(variance => count * variance)]));

    private static readonly Gen<PersonalProfile> GenProfile = Gen.Select(GenShown, Gen.Bool)
        .Select(shown => shown.Item2 ? shown.Item1 : null)
        .Array[8]
        .Select(postures => new PersonalProfile([.. postures]));

    private static readonly PersonalClassifier Classifier =
        PersonalLearner.Fit(new Wearers(Hertz: 1, ApartDegrees: 8, DriftDegrees: 1).Make(count: 2, seed: 5));

    [Fact]
    public void ONNX_Runtime_gives_the_probabilities_of_the_managed_classifier()
    {
        using var session = new InferenceSession(PersonalGraph.Serialize(Classifier, "posture", "2.0.0"));

        Gen.Select(GenFeatures, GenProfile).Array[4].Sample(
            rows => Run(session, rows)
                .Zip(rows.SelectMany(row => Classifier.Probabilities(row.Item1, row.Item2)))
                .All(pair => Math.Abs(pair.First - pair.Second) <= GoldenVectors.Tolerance),
            iter: 500);
    }

    [Fact]
    public void The_same_classifier_gives_the_same_bytes_and_another_others()
    {
        byte[] model = PersonalGraph.Serialize(Classifier, "posture", "2.0.0");

        Assert.Equal(model, PersonalGraph.Serialize(Classifier with { Temperature = Classifier.Temperature }, "posture", "2.0.0"));
        Assert.NotEqual(model, PersonalGraph.Serialize(Classifier with { PosturePriorCount = 9 }, "posture", "2.0.0"));
        Assert.NotEqual(model, PersonalGraph.Serialize(Classifier, "posture", "2.0.1"));
    }

    private static float[] Run(InferenceSession session, (float[], PersonalProfile)[] rows)
    {
        using var options = new RunOptions();
        using OrtValue features = Tensor(rows.SelectMany(row => row.Item1), rows.Length, PitchFeatures.Names.Length);
        using OrtValue mean = Tensor(Numbers(rows, shown => shown.Mean), rows.Length, 8, Width);
        using OrtValue squares = Tensor(Numbers(rows, shown => shown.SquaredDeviations), rows.Length, 8, Width);
        using OrtValue count = Tensor(
            rows.SelectMany(row => row.Item2.Postures.Select(shown => (float)(shown?.Count ?? 0))), rows.Length, 8);
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(
            options,
            [OnnxGraph.InputName, PersonalGraph.Inputs.MeanName, PersonalGraph.Inputs.SquaredDeviationsName, PersonalGraph.Inputs.CountName],
            [features, mean, squares, count],
            [OnnxGraph.OutputName]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    private static IEnumerable<float> Numbers(
        (float[], PersonalProfile)[] rows, Func<PostureStatistics, IEnumerable<double>> numbers) => rows
            .SelectMany(row => row.Item2.Postures)
            .SelectMany(shown => shown is null ? [0f, 0f] : numbers(shown).Select(number => (float)number));

    private static OrtValue Tensor(IEnumerable<float> values, params long[] shape) =>
        OrtValue.CreateTensorValueFromMemory(values.ToArray(), shape);
}
