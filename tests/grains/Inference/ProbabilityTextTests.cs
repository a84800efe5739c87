using System.Globalization;
using System.Text;
using Posture.Grains.Interfaces.Inference;

namespace Posture.Grains.Tests.Inference;

public sealed class ProbabilityTextTests
{
    [Theory]
    [InlineData(0f, "0")]
    [InlineData(1f, "1")]
    [InlineData(0.5f, "0.5")]
    [InlineData(0.85f, "0.85")]
    [InlineData(0.1f, "0.1")]
    [InlineData(0.100001f, "0.100001")]
    [InlineData(0.000001f, "0.000001")]
    [InlineData(0.0000004f, "0")]
    [InlineData(0.9999994f, "0.999999")]
    [InlineData(0.9999999f, "1")]
    [InlineData(float.Epsilon, "0")]
    public void Is_the_shortest_with_six_decimals(float probability, string text) =>
        Assert.Equal(text, Write(probability));

    [Theory]
    [InlineData(-0.0000001f, "0")]
    [InlineData(-3f, "0")]
    [InlineData(1.0000001f, "1")]
    [InlineData(1.5f, "1")]
    [InlineData(float.PositiveInfinity, "1")]
    public void Counts_as_the_nearer_end_beside_0_to_1(float probability, string text) =>
        Assert.Equal(text, Write(probability));

    [Fact]
    public void Reads_back_as_what_six_decimals_of_it_are()
    {
        var random = new Random(20_261);
        for (int i = 0; i < 100_000; i++)
        {
            float probability = random.NextSingle() * MathF.Pow(10, -random.Next(8));
            string text = Write(probability);
            double read = double.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
            Assert.InRange(Math.Abs(read - probability), 0, 0.54e-6);
            Assert.Equal(read.ToString("0.######", CultureInfo.InvariantCulture), text);
        }
    }

    private static string Write(float probability)
    {
        Span<byte> text = stackalloc byte[ProbabilityText.MaxBytes];
        return Encoding.UTF8.GetString(text[..ProbabilityText.Write(probability, text)]);
    }
}
