using System.Text.Json;

namespace Posture.System.Tests.Streams;

/// <summary>What two predictions of the same window share.</summary>
internal static class StreamAssert
{
    // A run of the model over several windows adds up in another order than a run over one.
    private const double Tolerance = 1e-6;

    public static void Close(IEnumerable<JsonElement> expected, JsonElement prediction)
    {
        double[] actual = [.. prediction.GetProperty("probabilities").EnumerateArray().Select(value => value.GetDouble())];
        double[] wanted = [.. expected.Select(value => value.GetDouble())];
        Assert.Equal(8, wanted.Length);
        Assert.Equal(wanted.Length, actual.Length);
        for (int i = 0; i < wanted.Length; i++)
            Assert.Equal(wanted[i], actual[i], Tolerance);
    }
}
