using System.Collections.Immutable;
using CsCheck;
using Posture.Grains.Features;
using Posture.Training.Learning;

namespace Posture.Training.Tests.Support;

/// <summary>Random classifiers and feature vectors of the size and range that occur.</summary>
internal static class Classifiers
{
    private static readonly int FeatureCount = PitchFeatures.Names.Length;

    public static readonly Gen<float[]> GenFeatures = CsCheck.Gen.Float[-180, 180].Array[FeatureCount];

    public static readonly Gen<LinearClassifier> Gen = CsCheck.Gen.Select(
        CsCheck.Gen.Float[-50, 50].Array[FeatureCount],
        CsCheck.Gen.Float[0.5f, 50].Array[FeatureCount],
        CsCheck.Gen.Float[-3, 3].Array[FeatureCount].Array[8],
        CsCheck.Gen.Float[-3, 3].Array[8],
        CsCheck.Gen.Float[1, 100],
        (mean, scale, weights, bias, temperature) => new LinearClassifier(
            PitchFeatures.Names,
            [.. mean],
            [.. scale],
            [.. weights.Select(row => ImmutableArray.Create(row))],
            [.. bias],
            temperature,
            Shrinkage: 1));
}
