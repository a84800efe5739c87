using Posture.Frontend.Models;
using Posture.Grains.Interfaces.Drift;

namespace Posture.Frontend.Tests.Models;

public sealed class DriftViewTests
{
    [Theory]
    [InlineData(0, "stable")]
    [InlineData(0.0999, "stable")]
    [InlineData(0.1, "shifted")]
    [InlineData(0.25, "shifted")]
    [InlineData(0.2501, "drifted")]
    [InlineData(9, "drifted")]
    public void An_index_has_a_verdict(double psi, string verdict) => Assert.Equal(verdict, DriftView.VerdictOf(psi));

    [Fact]
    public void The_worst_distance_speaks_for_the_whole()
    {
        Assert.Equal("shifted", Of([0, 0.2], null).Verdict);
        Assert.Equal("drifted", Of([0, 0.2], 0.3).Verdict);
        Assert.Equal("stable", Of([0, 0.05], 0.01).Verdict);
    }

    [Fact]
    public void Without_traffic_there_is_no_verdict() => Assert.Null(Of([], null).Verdict);

    private static DriftView Of(double[] features, double? postures) => DriftView.Of("2.1.0", 0, 1, new DriftReport(
        1, 1, false,
        [.. features.Select(psi => new FeatureDrift("f", psi, 0))],
        postures is { } psi ? new PostureDrift(psi, 0, [1], [1]) : null));
}
