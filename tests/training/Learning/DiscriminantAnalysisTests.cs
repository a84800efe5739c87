using System.Collections.Immutable;
using Posture.Training.Learning;
using Posture.Training.Tests.Support;
using Posture.Training.Windows;

namespace Posture.Training.Tests.Learning;

public sealed class DiscriminantAnalysisTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    [InlineData(0.1)]
    public void Separable_postures_are_told_apart(double shrinkage)
    {
        LinearClassifier model = DiscriminantAnalysis.Fit(Samples.Separable("ann", "ben"), shrinkage);

        foreach (WindowedRecording recording in Samples.Separable("cho"))
        {
            Assert.All(recording.Windows, window =>
                Assert.Equal(recording.Label, Softmax.ArgMax(model.Logits(window.Values.AsSpan()))));
        }
    }

    [Fact]
    public void On_the_sphere_the_weights_are_the_standardised_centres()
    {
        ImmutableArray<WindowedRecording> recordings = Samples.Separable("ann");

        LinearClassifier model = DiscriminantAnalysis.Fit(recordings, shrinkage: 1);

        for (int feature = 0; feature < model.Mean.Length; feature++)
        {
            double centre = recordings[3].Windows.Average(window => window.Values[feature]);
            double standardised = (centre - model.Mean[feature]) / model.Scale[feature];
            Assert.Equal(standardised, model.Weights[3][feature], 1e-4);
        }
    }

    [Fact]
    public void The_bias_puts_the_border_of_two_postures_in_their_middle()
    {
        LinearClassifier model = DiscriminantAnalysis.Fit(Samples.Separable("ann"), shrinkage: 0.5);

        float[] Centre(int label) => [.. Enumerable.Range(0, model.Mean.Length).Select(feature =>
            Samples.Separable("ann")[label].Windows.Average(window => window.Values[feature]))];
        float[] middle = [.. Centre(2).Zip(Centre(3), (left, right) => (left + right) / 2)];
        double[] logits = model.Logits(middle);

        Assert.Equal(logits[2], logits[3], 1e-2);
    }

    [Fact]
    public void A_long_recording_weighs_no_more_than_a_short_one()
    {
        ImmutableArray<WindowedRecording> recordings = Samples.Separable("ann", "ben");
        WindowedRecording first = recordings[0];
        ImmutableArray<WindowedRecording> withLongOne = recordings.SetItem(
            0, first with { Windows = [.. first.Windows, .. first.Windows, .. first.Windows] });

        AssertSame(DiscriminantAnalysis.Fit(recordings, 0.3), DiscriminantAnalysis.Fit(withLongOne, 0.3));
    }

    [Fact]
    public void A_posture_with_more_recordings_weighs_no_more_than_another()
    {
        ImmutableArray<WindowedRecording> recordings = Samples.Separable("ann");

        AssertSame(
            DiscriminantAnalysis.Fit(recordings, 0.3),
            DiscriminantAnalysis.Fit([.. recordings, recordings[5], recordings[5]], 0.3));
    }

    [Fact]
    public void A_posture_without_a_recording_neither_attracts_nor_repels()
    {
        ImmutableArray<WindowedRecording> recordings = Samples.Separable("ann").RemoveAt(5);

        LinearClassifier model = DiscriminantAnalysis.Fit(recordings, 0.3);

        Assert.All(model.Weights[5], weight => Assert.Equal(0, weight));
        Assert.Equal(0, model.Bias[5]);
    }

    [Fact]
    public void A_feature_that_never_varies_changes_nothing()
    {
        ImmutableArray<WindowedRecording> firstWindows =
        [
            .. Samples.Separable("ann", "ben").Select(recording => recording with { Windows = [recording.Windows[0]] }),
        ];

        LinearClassifier model = DiscriminantAnalysis.Fit(firstWindows, 0.3);

        Assert.All(model.Scale, scale => Assert.True(scale > 0));
        Assert.All(model.Weights, row => Assert.All(row, weight => Assert.True(float.IsFinite(weight))));
        int span = model.FeatureNames.IndexOf("window_span_s");
        Assert.All(model.Weights, row => Assert.Equal(0, row[span]));
    }

    private static void AssertSame(LinearClassifier expected, LinearClassifier actual)
    {
        float[] Numbers(LinearClassifier model) =>
            [.. model.Mean, .. model.Scale, .. model.Bias, .. model.Weights.SelectMany(row => row)];

        foreach ((float left, float right) in Numbers(expected).Zip(Numbers(actual)))
            Assert.Equal(left, right, 1e-4 * Math.Max(1, Math.Abs(left)));
    }
}
