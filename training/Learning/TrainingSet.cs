using MathNet.Numerics.LinearAlgebra;
using Posture.Grains.Interfaces.Inference;
using Posture.Training.Recordings;
using Posture.Training.Windows;

namespace Posture.Training.Learning;

/// <summary>
/// Windows as a design matrix. Recordings differ in length and postures in their number of recordings, so every posture
/// carries the same total weight, shared equally by its recordings and then by their windows.
/// </summary>
/// <param name="Features">One window a row, [N × F].</param>
/// <param name="Labels">Posture of each row, [N].</param>
/// <param name="Weights">Weight of each row, [N], summing to 1.</param>
internal sealed record TrainingSet(Matrix<double> Features, int[] Labels, Vector<double> Weights)
{
    public static TrainingSet Of(IReadOnlyList<WindowedRecording> recordings)
    {
        int[] recordingsOfLabel = new int[PostureLabels.Count];
        foreach (WindowedRecording recording in recordings)
            recordingsOfLabel[recording.Label]++;
        int labelCount = recordingsOfLabel.Count(count => count > 0);

        var rows = new List<double[]>();
        var labels = new List<int>();
        var weights = new List<double>();
        foreach (WindowedRecording recording in recordings)
        {
            double weight = 1.0 / labelCount / recordingsOfLabel[recording.Label] / recording.Windows.Length;
            foreach (FeatureVector window in recording.Windows)
            {
                rows.Add([.. window.Values.Select(value => (double)value)]);
                labels.Add(recording.Label);
                weights.Add(weight);
            }
        }

        return new TrainingSet(
            Matrix<double>.Build.DenseOfRowArrays(rows), [.. labels], Vector<double>.Build.DenseOfEnumerable(weights));
    }
}
