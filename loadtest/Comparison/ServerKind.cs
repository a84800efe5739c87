namespace Posture.LoadTest.Comparison;

/// <summary>What a server is to a comparison.</summary>
internal enum ServerKind
{
    /// <summary>The bare socket.</summary>
    Baseline,

    /// <summary>The product, in one of its topologies.</summary>
    System,

    /// <summary>What one could pick instead.</summary>
    Rival,
}
