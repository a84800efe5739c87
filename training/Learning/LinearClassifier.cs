using System.Collections.Immutable;
using Posture.Grains.Interfaces.Frames;
using Posture.Training.Windows;

namespace Posture.Training.Learning;

/// <summary>
/// softmax((W · (x − mean) / scale + bias) / temperature): all that a trained model is, and the reference that the
/// ONNX graph and a running server are checked against. F features, 8 labels.
/// </summary>
/// <param name="FeatureNames">The F features in order.</param>
/// <param name="Mean">Subtracted from the features, [F].</param>
/// <param name="Scale">Divides the centred features, [F], positive.</param>
/// <param name="Weights">One row of F a label, [8][F].</param>
/// <param name="Bias">[8].</param>
/// <param name="Temperature">Divides the logits; above 1 it lowers confidence.</param>
/// <param name="Shrinkage">Share of the spherical covariance in the fit, 0 to 1.</param>
internal sealed record LinearClassifier(
    ImmutableArray<string> FeatureNames,
    ImmutableArray<float> Mean,
    ImmutableArray<float> Scale,
    ImmutableArray<ImmutableArray<float>> Weights,
    ImmutableArray<float> Bias,
    float Temperature,
    double Shrinkage)
{
    /// <summary>File name in a model's folder.</summary>
    public const string FileName = "parameters.json";

    /// <summary>Logits before the temperature, [8].</summary>
    public double[] Logits(ReadOnlySpan<float> features)
    {
        double[] logits = [.. Bias.Select(bias => (double)bias)];
        for (int feature = 0; feature < features.Length; feature++)
        {
            double standardised = ((double)features[feature] - Mean[feature]) / Scale[feature];
            for (int label = 0; label < logits.Length; label++)
                logits[label] += Weights[label][feature] * standardised;
        }

        return logits;
    }

    /// <summary>Probabilities by label, [8], summing to 1.</summary>
    public double[] Probabilities(ReadOnlySpan<float> features) => Softmax.Of(Logits(features), 1.0 / Temperature);

    /// <summary>What a server that holds this model must answer to each frame of one stream, in order.</summary>
    public IEnumerable<WindowPrediction> Replay(IReadOnlyList<PitchFrame> frames) =>
        WindowedRecording.FeaturesOf(frames).Select((features, index) =>
        {
            double[] probabilities = Probabilities(features.Values.AsSpan());
            return new WindowPrediction(index, frames[index], probabilities.ArgMax(), [.. probabilities]);
        });
}
