using System.Text.Json.Nodes;

namespace Posture.Grains.Tests.Inference;

/// <summary>Training references as a manifest holds them.</summary>
internal static class ModelReferences
{
    /// <summary>Every feature halved at 0, all postures alike.</summary>
    public static JsonObject Halves() => new()
    {
        ["people_count"] = 3,
        ["window_count"] = 100,
        ["features"] = new JsonArray([.. Enumerable.Range(0, 9).Select(_ => new JsonObject
        {
            ["edges"] = new JsonArray(0.0),
            ["shares"] = new JsonArray(0.5, 0.5),
        })]),
        ["posture_shares"] = new JsonArray([.. Enumerable.Repeat(0.125, 8).Select(share => (JsonNode)share)]),
    };
}
