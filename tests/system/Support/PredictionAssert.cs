using System.Text.Json;

namespace Posture.System.Tests.Support;

/// <summary>What holds of every prediction message.</summary>
internal static class PredictionAssert
{
    public static void IsWhole(JsonElement reply)
    {
        Dictionary<string, double> probabilities = reply.GetProperty("all_probabilities")
            .EnumerateObject()
            .ToDictionary(entry => entry.Name, entry => entry.Value.GetDouble());
        int posture = reply.GetProperty("predicted_posture").GetInt32();
        double confidence = reply.GetProperty("confidence").GetDouble();

        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7"], probabilities.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(1, probabilities.Values.Sum(), 0.001);
        Assert.Equal(probabilities.Values.Max(), confidence);
        Assert.Equal(confidence, probabilities[$"{posture}"]);
    }
}
