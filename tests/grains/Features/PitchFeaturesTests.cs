using System.Collections.Immutable;
using CsCheck;
using Posture.Grains.Features;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Grains.Tests.Features;

public sealed class PitchFeaturesTests
{
    private static readonly Gen<double> Pitch =
        Gen.Frequency((8, Gen.Double[-180, 180]), (1, Gen.OneOf(-180.0, 0.0, 180.0)));

    // Valid input at its strangest: repeated times, gaps of less than a microsecond, and origins up to the limit.
    private static readonly Gen<double> HairMs = Gen.OneOf(0.0, double.Epsilon, 1e-200, 1e-40, 1e-12, 1e-3);

    private static readonly Gen<double> GapMs = Gen.Frequency((8, Gen.Double[1, 1000]), (3, HairMs));

    private static readonly Gen<PitchFrame[]> Windows = Gen.Select(
        Gen.OneOf(0.0, 0.0, 15_420.0, 1.7e12, -9e15),
        Gen.Frequency(
            (3, Gen.Select(GapMs, Pitch).Array[1, 300]),
            (1, Gen.Select(HairMs, Pitch).Array[1, 5])),
        ToWindow);

    [Fact]
    public void Every_feature_matches_its_textbook_definition() => Windows.Sample(
        window =>
        {
            float[] actual = Compute(window);
            double[] expected = Textbook(window);
            Assert.Equal(expected.Length, actual.Length);
            for (int i = 0; i < expected.Length; i++)
                AssertClose(expected[i], actual[i], PitchFeatures.Names[i]);
        },
        iter: 2_000);

    [Fact]
    public void Valid_frames_never_give_a_feature_that_is_not_a_number() => Windows.Sample(
        window => Assert.All(Compute(window), value => Assert.True(float.IsFinite(value))), iter: 5_000);

    [Fact]
    public void Two_frames_a_hair_apart_have_no_slope()
    {
        float[] features = Compute([new PitchFrame(0, -180), new PitchFrame(1e-40, 180)]);

        Assert.Equal(0, Feature(features, "pitch_slope_deg_per_s"));
    }

    [Fact]
    public void Order_changes_no_order_statistic() => Windows.Sample(
        window =>
        {
            float[] forward = Compute(window), backward = Compute([.. window.Reverse()]);
            string[] names = ["pitch_median_deg", "pitch_iqr_deg", "pitch_min_deg", "pitch_max_deg"];
            Assert.All(names, name => Assert.Equal(Feature(forward, name), Feature(backward, name)));
        },
        iter: 500);

    [Fact]
    public void A_window_of_one_frame_has_its_pitch_and_no_spread()
    {
        Assert.Equal([-25.73f, -25.73f, 0, 0, -25.73f, -25.73f, 0, 0, 0], Compute([new PitchFrame(15_420, -25.73)]));
    }

    [Fact]
    public void Frames_that_share_one_time_have_no_slope_and_no_span()
    {
        float[] features = Compute([new PitchFrame(5, 1), new PitchFrame(5, 2), new PitchFrame(5, 9)]);

        Assert.Equal(0, Feature(features, "pitch_slope_deg_per_s"));
        Assert.Equal(0, Feature(features, "window_span_s"));
        Assert.Equal(7, Feature(features, "pitch_last_minus_median_deg"));
    }

    [Fact]
    public void The_sampling_rate_changes_neither_slope_nor_median_of_a_straight_line() =>
        Gen.Select(Gen.Double[-5, 5], Gen.Double[-60, 60], Gen.Int[2, 50]).Sample((slope, start, rateHz) =>
        {
            PitchFrame[] line =
            [
                .. Enumerable.Range(0, 9 * rateHz + 1)
                    .Select(i => i / (double)rateHz)
                    .Select(seconds => new PitchFrame(seconds * 1000, start + slope * seconds)),
            ];
            float[] features = Compute(line);
            Assert.Equal(slope, Feature(features, "pitch_slope_deg_per_s"), 1e-4);
            Assert.Equal(start + slope * 4.5, Feature(features, "pitch_median_deg"), 1e-4);
        });

    [Fact]
    public void An_empty_window_is_refused() =>
        Assert.Throws<ArgumentException>("window", () => { PitchFeatures.Compute([]); });

    [Fact]
    public void There_is_a_name_for_every_feature_and_no_name_twice()
    {
        Assert.Equal(Compute([new PitchFrame(0, 0)]).Length, PitchFeatures.Names.Length);
        Assert.Equal(PitchFeatures.Names.Length, PitchFeatures.Names.Distinct().Count());
    }

    private static PitchFrame[] ToWindow(double origin, (double GapMs, double Pitch)[] steps)
    {
        double time = origin;
        return [.. steps.Select(step => new PitchFrame(time += step.GapMs, step.Pitch))];
    }

    private static float[] Compute(PitchFrame[] window) => [.. PitchFeatures.Compute(window).Values];

    private static float Feature(float[] features, string name) => features[PitchFeatures.Names.IndexOf(name)];

    private static double[] Textbook(PitchFrame[] window)
    {
        double[] pitch = [.. window.Select(frame => frame.PitchDegrees)];
        ImmutableArray<double> sorted = [.. pitch.Order()];
        double median = Quantile(sorted, 0.5);
        double spanSeconds = (window[^1].TimestampMs - window[0].TimestampMs) / 1000;
        return
        [
            median,
            pitch.Average(),
            Math.Sqrt(pitch.Average(value => Math.Pow(value - pitch.Average(), 2))),
            Quantile(sorted, 0.75) - Quantile(sorted, 0.25),
            pitch.Min(),
            pitch.Max(),
            spanSeconds < 0.001 ? 0 : Slope([.. window.Select(frame => (frame.TimestampMs - window[0].TimestampMs) / 1000)], pitch),
            pitch[^1] - median,
            spanSeconds,
        ];
    }

    private static double Quantile(ImmutableArray<double> sorted, double probability)
    {
        double position = (sorted.Length - 1) * probability;
        double share = position - Math.Floor(position);
        return sorted[(int)Math.Floor(position)] * (1 - share) + sorted[(int)Math.Ceiling(position)] * share;
    }

    // Normal equations: (n Σxy − Σx Σy) / (n Σx² − (Σx)²), another route to the same line.
    private static double Slope(double[] seconds, double[] pitch)
    {
        decimal n = pitch.Length;
        decimal sumX = seconds.Sum(x => (decimal)x), sumY = pitch.Sum(y => (decimal)y);
        decimal sumXY = seconds.Zip(pitch, (x, y) => (decimal)x * (decimal)y).Sum();
        decimal sumXX = seconds.Sum(x => (decimal)x * (decimal)x);
        return (double)((n * sumXY - sumX * sumY) / (n * sumXX - sumX * sumX));
    }

    private static void AssertClose(double expected, float actual, string name) => Assert.True(
        Math.Abs(expected - actual) <= 1e-3 + 1e-5 * Math.Abs(expected), $"{name}: expected {expected}, was {actual}");
}
