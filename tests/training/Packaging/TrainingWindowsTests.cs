using System.Collections.Immutable;
using Posture.Grains.Features;
using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Inference;
using Posture.Training.Packaging;
using Posture.Training.Tests.Support;
using Posture.Training.Windows;

namespace Posture.Training.Tests.Packaging;

public sealed class TrainingWindowsTests
{
    [Fact]
    public void Ten_values_of_one_person_make_ten_bins_of_one()
    {
        FeatureReference feature = TrainingWindows.Describe([Recording("ann", 0, 9, 3, 1, 4, 0, 5, 2, 6, 8, 7)]).Features[0];

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], feature.Edges);
        Assert.All(feature.Shares, share => Assert.Equal(0.1, share, 1e-12));
    }

    [Fact]
    public void Everybody_speaks_as_loudly_however_many_windows_there_are()
    {
        // Ben's twenty windows are all above ann's two, and weigh as much as these.
        TrainingReference reference = TrainingWindows.Describe(
        [
            Recording("ann", 0, 1, 2),
            Recording("ben", 1, [.. Enumerable.Range(0, 20).Select(index => 10f + index)]),
        ]);

        FeatureReference feature = reference.Features[0];
        Assert.Equal((2, 22), (reference.PeopleCount, reference.WindowCount));
        Assert.Equal([2, 10, 14, 18, 22, 26], feature.Edges);
        Assert.Equal([0.25, 0.25, 0.1, 0.1, 0.1, 0.1, 0.1], feature.Shares.Select(share => Math.Round(share, 12)));
        Assert.Equal([0.5, 0.5, 0, 0, 0, 0, 0, 0], reference.PostureShares);
    }

    [Fact]
    public void A_feature_that_never_varies_is_one_bin()
    {
        FeatureReference feature = TrainingWindows.Describe([Recording("ann", 0, 5, 5, 5)]).Features[0];

        Assert.Empty(feature.Edges);
        Assert.Equal([1], feature.Shares);
    }

    [Fact]
    public void All_shares_sum_to_one_and_edges_rise()
    {
        TrainingReference reference = TrainingWindows.Describe(
            new Wearers(Hertz: 1, ApartDegrees: 8, DriftDegrees: 1).Make(count: 3, seed: 2));

        Assert.Equal(PitchFeatures.Names.Length, reference.Features.Length);
        Assert.All(reference.Features, feature =>
        {
            Assert.Equal(1, feature.Shares.Sum(), 1e-9);
            Assert.Equal(feature.Edges.Length + 1, feature.Shares.Length);
            Assert.Equal(feature.Edges.Distinct().Order(), feature.Edges);
        });
        Assert.Equal(1, reference.PostureShares.Sum(), 1e-9);
    }

    private static WindowedRecording Recording(string person, int label, params float[] values) =>
        Samples.Recording(person, label, pitchDegrees: 0) with
        {
            Windows = [.. values.Select(value => new FeatureVector(
                [.. ImmutableArray.CreateRange(Enumerable.Repeat(value, PitchFeatures.Names.Length))]))],
        };
}
