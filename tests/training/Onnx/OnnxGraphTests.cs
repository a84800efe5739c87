using CsCheck;
using Microsoft.ML.OnnxRuntime;
using Posture.Grains.Inference;
using Posture.Training.Learning;
using Posture.Training.Onnx;
using Posture.Training.Tests.Support;

namespace Posture.Training.Tests.Onnx;

public sealed class OnnxGraphTests
{
    private const int Rows = 16;

    [Fact]
    public void ONNX_Runtime_gives_the_probabilities_of_the_managed_classifier() =>
        Gen.Select(Classifiers.Gen, Classifiers.GenFeatures.Array[Rows]).Sample(
            (classifier, rows) =>
            {
                float[] answers = Run(OnnxGraph.Serialize(classifier, "posture", "1.0.0"), rows);
                double[] expected = [.. rows.SelectMany(row => classifier.Probabilities(row))];

                return answers.Length == Rows * 8
                    && answers.Zip(expected).All(pair => Math.Abs(pair.First - pair.Second) <= GoldenVectors.Tolerance);
            },
            iter: 50);

    [Fact]
    public void The_same_classifier_gives_the_same_bytes_and_another_others()
    {
        LinearClassifier classifier = DiscriminantAnalysis.Fit(Samples.Separable("ann"), 0.5);

        byte[] model = OnnxGraph.Serialize(classifier, "posture", "1.0.0");

        Assert.Equal(model, OnnxGraph.Serialize(classifier with { Shrinkage = 0.5 }, "posture", "1.0.0"));
        Assert.NotEqual(model, OnnxGraph.Serialize(classifier with { Temperature = 2 }, "posture", "1.0.0"));
        Assert.NotEqual(model, OnnxGraph.Serialize(classifier, "posture", "1.0.1"));
    }

    [Fact]
    public void The_file_says_who_made_what()
    {
        LinearClassifier classifier = DiscriminantAnalysis.Fit(Samples.Separable("ann"), 0.5);
        using var session = new InferenceSession(OnnxGraph.Serialize(classifier, "posture", "2.3.4"));

        Assert.Equal("posture-training", session.ModelMetadata.ProducerName);
        Assert.Equal("posture", session.ModelMetadata.CustomMetadataMap["name"]);
        Assert.Equal("2.3.4", session.ModelMetadata.CustomMetadataMap["version"]);
        Assert.Equal([-1, classifier.Mean.Length], session.InputMetadata[OnnxGraph.InputName].Dimensions);
        Assert.Equal([-1, 8], session.OutputMetadata[OnnxGraph.OutputName].Dimensions);
    }

    private static float[] Run(byte[] model, float[][] rows)
    {
        using var session = new InferenceSession(model);
        using var options = new RunOptions();
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(
            rows.SelectMany(row => row).ToArray(), [rows.Length, rows[0].Length]);
        using IDisposableReadOnlyCollection<OrtValue> outputs =
            session.Run(options, [OnnxGraph.InputName], [input], [OnnxGraph.OutputName]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
