using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Inference;

namespace Posture.Grains.Drift;

/// <summary>
/// How windows are spread over the bins of a training reference. Shares are taken of each user first and averaged over users
/// then, as in the reference: a user with ten times the frames counts once.
/// </summary>
internal sealed class TrafficShares(TrainingReference reference, string modelVersion)
{
    private readonly double[][] _featureSums = [.. reference.Features.Select(feature => new double[feature.Shares.Length])];
    private readonly double[] _postureSums = new double[PostureLabel.Count];
    private int _peopleWithPostures;

    /// <summary>Users that were added with at least one window.</summary>
    public int People { get; private set; }

    /// <summary>Windows of all of them.</summary>
    public int Frames { get; private set; }

    /// <summary>Adds one user.</summary>
    public void AddPerson(IEnumerable<(LoggedFrame Frame, FeatureVector Features)> windows)
    {
        double[][] counts = [.. _featureSums.Select(bins => new double[bins.Length])];
        var postures = new double[PostureLabel.Count];
        int frames = 0;
        foreach ((LoggedFrame frame, FeatureVector features) in windows)
        {
            frames++;
            for (int feature = 0; feature < counts.Length; feature++)
                counts[feature][BinOf(features.Values[feature], reference.Features[feature])]++;
            if (frame.ModelVersion == modelVersion)
                postures[frame.Posture]++;
        }

        if (frames == 0)
            return;
        People++;
        Frames += frames;
        for (int feature = 0; feature < counts.Length; feature++)
            AddShares(_featureSums[feature], counts[feature]);
        if (AddShares(_postureSums, postures))
            _peopleWithPostures++;
    }

    /// <summary>Mean shares of one feature's bins.</summary>
    public double[] Feature(int index) => [.. _featureSums[index].Select(sum => sum / People)];

    /// <summary>Mean shares of the postures that the model predicted; null when it predicted none.</summary>
    public double[]? Postures() =>
        _peopleWithPostures == 0 ? null : [.. _postureSums.Select(sum => sum / _peopleWithPostures)];

    // A value on an edge is in the bin above.
    private static int BinOf(double value, FeatureReference feature)
    {
        int bin = 0;
        while (bin < feature.Edges.Length && value >= feature.Edges[bin])
            bin++;
        return bin;
    }

    private static bool AddShares(double[] sums, double[] counts)
    {
        double total = counts.Sum();
        if (total == 0)
            return false;
        for (int bin = 0; bin < sums.Length; bin++)
            sums[bin] += counts[bin] / total;
        return true;
    }
}
