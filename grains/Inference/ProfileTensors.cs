using Microsoft.ML.OnnxRuntime;
using Posture.Grains.Interfaces.Calibration;

namespace Posture.Grains.Inference;

/// <summary>
/// A <see cref="PersonalProfile"/> as a graph reads it, in pinned buffers: means and squared deviations [1, 8, D], counts
/// [1, 8]. A posture that has not been shown is zeros.
/// </summary>
internal sealed class ProfileTensors
{
    private readonly int _width;
    private readonly float[] _mean;
    private readonly float[] _squaredDeviations;
    private readonly float[] _count = new float[ModelFolder.PostureCount];

    public ProfileTensors(PersonalInputs inputs)
    {
        _width = inputs.FeatureNames.Length;
        _mean = new float[ModelFolder.PostureCount * _width];
        _squaredDeviations = new float[_mean.Length];
        Names = [inputs.MeanName, inputs.SquaredDeviationsName, inputs.CountName];
        Values =
        [
            OrtValue.CreateTensorValueFromMemory(_mean, [1, ModelFolder.PostureCount, _width]),
            OrtValue.CreateTensorValueFromMemory(_squaredDeviations, [1, ModelFolder.PostureCount, _width]),
            OrtValue.CreateTensorValueFromMemory(_count, [1, ModelFolder.PostureCount]),
        ];
    }

    /// <summary>Names of the graph's inputs, in the order of <see cref="Values"/>.</summary>
    public string[] Names { get; }

    /// <summary>Views of the buffers, to be disposed of by the caller.</summary>
    public OrtValue[] Values { get; }

    /// <summary>Puts <paramref name="profile"/> into the buffers.</summary>
    public void Fill(PersonalProfile profile)
    {
        for (int posture = 0; posture < _count.Length; posture++)
            Fill(posture, profile.Postures[posture]);
    }

    private void Fill(int posture, PostureStatistics? statistics)
    {
        _count[posture] = (float)(statistics?.Count ?? 0);
        for (int feature = 0; feature < _width; feature++)
        {
            _mean[posture * _width + feature] = (float)(statistics?.Mean[feature] ?? 0);
            _squaredDeviations[posture * _width + feature] = (float)(statistics?.SquaredDeviations[feature] ?? 0);
        }
    }
}
