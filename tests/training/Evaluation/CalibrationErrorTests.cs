using System.Collections.Immutable;
using Posture.Training.Evaluation;

namespace Posture.Training.Tests.Evaluation;

public sealed class CalibrationErrorTests
{
    [Fact]
    public void Confidence_that_comes_true_has_no_error()
    {
        var answers = new List<(double, bool)>();
        foreach (int tenths in Enumerable.Range(1, 10))
            answers.AddRange(Enumerable.Range(0, 10).Select(index => (tenths / 10.0, index < tenths)));

        Assert.Equal(0, CalibrationError.Of(answers), 1e-12);
    }

    [Fact]
    public void Sureness_that_is_right_half_the_time_is_off_by_a_half()
    {
        (double, bool)[] answers = [.. Enumerable.Range(0, 100).Select(index => (1.0, index % 2 == 0))];

        Assert.Equal(0.5, CalibrationError.Of(answers), 1e-12);
    }

    [Fact]
    public void Bins_hold_equally_many_answers_in_order_of_confidence()
    {
        // 20 answers make 10 bins of 2. The 10 sure ones are right, of the 10 at 0.2 none is: gaps 0 and 0.2.
        (double, bool)[] answers =
        [
            .. Enumerable.Repeat((1.0, true), 10),
            .. Enumerable.Repeat((0.2, false), 10),
        ];

        Assert.Equal(0.1, CalibrationError.Of(answers), 1e-12);
    }

    [Fact]
    public void Fewer_answers_than_bins_are_binned_one_by_one()
    {
        Assert.Equal((0.25 + 0.5) / 2, CalibrationError.Of([(0.75, true), (0.5, false)]), 1e-12);
    }

    [Fact]
    public void Bins_tell_what_the_error_is_made_of()
    {
        (double, bool)[] answers = [.. Enumerable.Range(0, 25).Select(index => (index / 25.0, index >= 20))];

        ImmutableArray<ReliabilityBin> bins = CalibrationError.Bins(answers);

        Assert.Equal(10, bins.Length);
        Assert.Equal(25, bins.Sum(bin => bin.Count));
        Assert.All(bins, bin => Assert.InRange(bin.Count, 2, 3));
        Assert.Equal(bins.Select(bin => bin.MeanConfidence).Order(), bins.Select(bin => bin.MeanConfidence));
        Assert.Equal(new ReliabilityBin(2, 1.0 / 25, 0), bins[0]);
        Assert.Equal(1, bins[^1].Accuracy);
    }
}
