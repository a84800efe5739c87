using Microsoft.ML.OnnxRuntime;
using Posture.Grains.Inference;

namespace Posture.Training.Onnx;

/// <summary>Compares ONNX Runtime's answers with those of the managed implementation.</summary>
internal static class GoldenCheck
{
    /// <summary>Fails unless every probability lies within <see cref="GoldenVectors.Tolerance"/>.</summary>
    /// <exception cref="TrainingException">ONNX Runtime answers otherwise.</exception>
    public static void Require(byte[] model, GoldenVectors golden)
    {
        float difference = LargestDifference(model, golden);
        if (!(difference <= GoldenVectors.Tolerance))
        {
            throw new TrainingException(
                $"ONNX Runtime differs from the trained parameters by {difference:g3}, more than "
                + $"{GoldenVectors.Tolerance:g3}; the model was not written.");
        }
    }

    /// <summary>Largest absolute difference of a probability over all vectors, run as one batch.</summary>
    public static float LargestDifference(byte[] model, GoldenVectors golden)
    {
        float[] features = [.. golden.Vectors.SelectMany(vector => vector.Features)];
        long[] shape = [golden.Vectors.Length, features.Length / golden.Vectors.Length];

        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        using var session = new InferenceSession(model, options);
        using var run = new RunOptions();
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(features, shape);
        using IDisposableReadOnlyCollection<OrtValue> outputs =
            session.Run(run, [OnnxGraph.InputName], [input], [OnnxGraph.OutputName]);

        ReadOnlySpan<float> answers = outputs[0].GetTensorDataAsSpan<float>();
        float[] expected = [.. golden.Vectors.SelectMany(vector => vector.Probabilities)];
        if (answers.Length != expected.Length)
            return float.PositiveInfinity;

        float largest = 0;
        for (int index = 0; index < expected.Length; index++)
            largest = MathF.Max(largest, MathF.Abs(answers[index] - expected[index]));
        return largest;
    }
}
