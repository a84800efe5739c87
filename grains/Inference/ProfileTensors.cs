using Posture.Grains.Interfaces.Calibration;

namespace Posture.Grains.Inference;

/// <summary>
/// <see cref="PersonalProfile"/>s as a graph reads them, a row a window: means and squared deviations [N, 8, D], counts
/// [N, 8]. A posture that has not been shown is zeros.
/// </summary>
internal sealed class ProfileTensors
{
    private readonly int _width;
    private readonly float[] _mean;
    private readonly float[] _squaredDeviations;
    private readonly float[] _count;

    public ProfileTensors(PersonalInputs inputs, int maxWindows)
    {
        _width = inputs.FeatureNames.Length;
        _mean = new float[maxWindows * ModelFolder.PostureCount * _width];
        _squaredDeviations = new float[_mean.Length];
        _count = new float[maxWindows * ModelFolder.PostureCount];
        Inputs =
        [
            (inputs.MeanName, _mean, [ModelFolder.PostureCount, _width]),
            (inputs.SquaredDeviationsName, _squaredDeviations, [ModelFolder.PostureCount, _width]),
            (inputs.CountName, _count, [ModelFolder.PostureCount]),
        ];
    }

    /// <summary>The graph's inputs: name, buffer, and shape of a row.</summary>
    public (string Name, float[] Buffer, int[] Shape)[] Inputs { get; }

    /// <summary>Puts <paramref name="profile"/> into a row.</summary>
    public void Fill(int row, PersonalProfile profile)
    {
        for (int posture = 0; posture < ModelFolder.PostureCount; posture++)
            Fill(row * ModelFolder.PostureCount + posture, profile.Postures[posture]);
    }

    private void Fill(int place, PostureStatistics? statistics)
    {
        _count[place] = (float)(statistics?.Count ?? 0);
        for (int feature = 0; feature < _width; feature++)
        {
            _mean[place * _width + feature] = (float)(statistics?.Mean[feature] ?? 0);
            _squaredDeviations[place * _width + feature] = (float)(statistics?.SquaredDeviations[feature] ?? 0);
        }
    }
}
