using Posture.Training.Learning;

namespace Posture.Training.Tests.Learning;

public sealed class TemperatureScalingTests
{
    private static readonly double[] Logits = [3, -1, 0.5, 2, 0, -2, 1, 0.1];

    [Theory]
    [InlineData(0.2)]
    [InlineData(1)]
    [InlineData(7.5)]
    public void The_temperature_that_made_the_answers_is_found(double temperature)
    {
        double[] truth = Softmax.Of(Logits, 1 / temperature);
        HeldOutLogits[] answers =
            [.. truth.Select((probability, label) => new HeldOutLogits(Logits, label, probability))];

        Assert.Equal(temperature, TemperatureScaling.Fit(answers), 1e-4 * temperature);
    }

    [Fact]
    public void Answers_no_better_than_chance_get_the_highest_temperature()
    {
        HeldOutLogits[] answers =
            [.. Enumerable.Range(0, 8).Select(label => new HeldOutLogits(Logits, label, Weight: 1))];

        Assert.Equal(TemperatureScaling.MaxTemperature, TemperatureScaling.Fit(answers));
    }

    [Fact]
    public void Answers_that_are_always_right_get_the_lowest_temperature()
    {
        Assert.Equal(
            TemperatureScaling.MinTemperature,
            TemperatureScaling.Fit([new HeldOutLogits([0.01, 0, 0, 0, 0, 0, 0, 0], Label: 0, Weight: 1)]));
    }

    [Fact]
    public void No_other_temperature_has_less_loss()
    {
        var random = new Random(7);
        HeldOutLogits[] answers =
        [
            .. Enumerable.Range(0, 200).Select(_ =>
            {
                double[] logits = [.. Enumerable.Range(0, 8).Select(_ => 4 * random.NextDouble())];
                int label = random.NextDouble() < 0.5 ? Softmax.ArgMax(logits) : random.Next(8);
                return new HeldOutLogits(logits, label, Weight: random.NextDouble());
            }),
        ];

        double best = TemperatureScaling.Fit(answers);

        Assert.InRange(best, 0.1, 10);
        Assert.True(TemperatureScaling.LogLoss(answers, best) < TemperatureScaling.LogLoss(answers, best * 1.05));
        Assert.True(TemperatureScaling.LogLoss(answers, best) < TemperatureScaling.LogLoss(answers, best / 1.05));
    }

    [Fact]
    public void A_uniform_answer_loses_ln_8()
    {
        Assert.Equal(Math.Log(8), TemperatureScaling.LogLoss([new(new double[8], Label: 2, Weight: 3)], 1), 1e-12);
    }
}
