using System.Collections.Immutable;
using System.Globalization;
using Posture.Grains.Inference;

namespace Posture.Training.Recordings;

/// <summary>The postures: opaque labels, since pitch alone cannot see all that their everyday names describe.</summary>
internal static class PostureLabels
{
    public const int Count = ModelFolder.PostureCount;

    /// <summary>Names in output order, <c>"0"</c> to <c>"7"</c>.</summary>
    public static readonly ImmutableArray<string> Names =
        [.. Enumerable.Range(0, Count).Select(label => label.ToString(CultureInfo.InvariantCulture))];
}
