using CsCheck;
using Posture.Grains.Drift;

namespace Posture.Grains.Tests.Drift;

public sealed class ShareDistanceTests
{
    private static readonly Gen<double[]> Shares = Gen.Double[0, 1].Array[6].Where(values => values.Sum() > 0.1)
        .Select(values => values.Select(value => value / values.Sum()).ToArray());

    [Fact]
    public void Nothing_is_between_a_distribution_and_itself() => Shares.Sample(shares =>
    {
        Assert.Equal(0, ShareDistance.StabilityIndex(shares, shares));
        Assert.Equal(0, ShareDistance.JensenShannon(shares, shares), 1e-7);
    });

    [Fact]
    public void Both_are_the_same_either_way_and_within_their_bounds() => Gen.Select(Shares, Shares).Sample((live, reference) =>
    {
        Assert.Equal(ShareDistance.StabilityIndex(live, reference), ShareDistance.StabilityIndex(reference, live), 1e-9);
        Assert.Equal(ShareDistance.JensenShannon(live, reference), ShareDistance.JensenShannon(reference, live), 1e-9);
        Assert.True(ShareDistance.StabilityIndex(live, reference) >= 0);
        Assert.InRange(ShareDistance.JensenShannon(live, reference), 0, 1);
    });

    // (0.6 - 0.5) ln(0.6 / 0.5) + (0.4 - 0.5) ln(0.4 / 0.5) = 0.1 · 0.182322 + 0.1 · 0.223144
    [Fact]
    public void The_stability_index_is_what_it_is_by_hand() =>
        Assert.Equal(0.0405465, ShareDistance.StabilityIndex([0.6, 0.4], [0.5, 0.5]), 5e-5);

    // Middle (0.75, 0.25): (log2(1 / 0.75) + 0.5 log2(0.5 / 0.75) + 0.5 log2(0.5 / 0.25)) / 2 = 0.311278 bits
    [Fact]
    public void The_Jensen_Shannon_distance_is_what_it_is_by_hand() =>
        Assert.Equal(Math.Sqrt(0.311278), ShareDistance.JensenShannon([1, 0], [0.5, 0.5]), 1e-6);

    [Fact]
    public void Nothing_in_common_is_the_distance_of_one() =>
        Assert.Equal(1, ShareDistance.JensenShannon([1, 0], [0, 1]));

    // Each empty bin of two counts as 0.0001 / 1.0002: 2 (1 / 1.0002) ln(10001)
    [Fact]
    public void An_empty_bin_is_lent_a_little_instead_of_being_infinitely_far() =>
        Assert.Equal(2 / 1.0002 * Math.Log(10_001), ShareDistance.StabilityIndex([1, 0], [0, 1]), 1e-9);

    [Fact]
    public void Other_bins_cannot_be_compared() =>
        Assert.Throws<ArgumentException>(() => ShareDistance.JensenShannon([1], [0.5, 0.5]));
}
