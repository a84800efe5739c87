namespace Posture.LoadTest.Load;

/// <summary>When a device sends its next frame.</summary>
internal enum LoadMode
{
    /// <summary>After a reply: finds the highest throughput; a slow server slows its own load.</summary>
    Closed,

    /// <summary>At a fixed rate, whatever the server does: finds the latency that real devices see.</summary>
    Open,
}
