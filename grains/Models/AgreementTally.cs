using System.Collections.Immutable;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Interfaces.Models;

namespace Posture.Grains.Models;

/// <summary>Adds up what a store has grouped by active version and the two postures.</summary>
internal sealed class AgreementTally
{
    private readonly long[,] _matrix = new long[PostureLabel.Count, PostureLabel.Count];
    private readonly SortedSet<string> _versions = new(StringComparer.Ordinal);
    private long _predictions;
    private double _confidence;
    private double _shadowConfidence;

    /// <summary>Adds a group of predictions, with the sums of their confidences.</summary>
    public void Add(
        string activeVersion, int posture, int shadowPosture, long predictions, double confidenceSum, double shadowConfidenceSum)
    {
        _versions.Add(activeVersion);
        _matrix[posture, shadowPosture] += predictions;
        _predictions += predictions;
        _confidence += confidenceSum;
        _shadowConfidence += shadowConfidenceSum;
    }

    public AgreementReport Report(long people, double? meanPersonAgreement) => new(
        [.. _versions],
        people,
        [.. Enumerable.Range(0, PostureLabel.Count).Select(Row)],
        meanPersonAgreement,
        _predictions == 0 ? null : _confidence / _predictions,
        _predictions == 0 ? null : _shadowConfidence / _predictions);

    private ImmutableArray<long> Row(int posture) =>
        [.. Enumerable.Range(0, PostureLabel.Count).Select(shadowPosture => _matrix[posture, shadowPosture])];
}
