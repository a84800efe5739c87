using CsCheck;
using Posture.Grains.Calibration;
using Posture.Grains.Interfaces.Calibration;

namespace Posture.Grains.Tests.Calibration;

public sealed class StatisticsArithmeticTests
{
    private static readonly Gen<double[]> GenValues = Gen.Double[-180, 180].Array[1, 30];

    [Fact]
    public void Merged_parts_are_the_whole() =>
        Gen.Select(GenValues, GenValues).Sample((first, second) =>
        {
            PostureStatistics merged = Of(first).Merge(Of(second)), whole = Of([.. first, .. second]);

            return merged.Count == whole.Count
                && Math.Abs(merged.Mean[0] - whole.Mean[0]) < 1e-9
                && Math.Abs(merged.SquaredDeviations[0] - whole.SquaredDeviations[0]) < 1e-6;
        });

    [Fact]
    public void A_large_mean_costs_no_digits()
    {
        const double Large = 1e9;
        PostureStatistics merged = Enumerable.Range(0, 1_000)
            .Select(index => Of([Large + index % 2]))
            .Aggregate((first, second) => first.Merge(second));

        Assert.Equal(250, merged.SquaredDeviations[0], 1e-3);
    }

    [Fact]
    public void A_recount_keeps_mean_and_variance()
    {
        PostureStatistics counted = Of([1, 2, 6]).Recount(12);

        Assert.Equal((12, 3), (counted.Count, counted.Mean[0]));
        Assert.Equal(14 / 3.0, counted.SquaredDeviations[0] / counted.Count, 1e-12);
    }

    private static PostureStatistics Of(double[] values)
    {
        double mean = values.Average();
        return new PostureStatistics(values.Length, [mean], [values.Sum(value => (value - mean) * (value - mean))]);
    }
}
