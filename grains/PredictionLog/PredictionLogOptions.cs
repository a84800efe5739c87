using System.ComponentModel.DataAnnotations;

namespace Posture.Grains.PredictionLog;

/// <summary>Spool, shipping and retention of the prediction log.</summary>
public sealed class PredictionLogOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Posture:PredictionLog";

    /// <summary>Bound of the spool on disk. At the bound frames are refused, never dropped.</summary>
    [Range(1L << 20, 1L << 40)]
    public long SpoolCapacityBytes { get; set; } = 1L << 30;

    /// <summary>A segment file is closed at this size; a shipped segment is deleted.</summary>
    [Range(1 << 16, 1 << 30)]
    public int SegmentBytes { get; set; } = 8 << 20;

    /// <summary>How often the spool is synced to disk: what a power cut can cost. A killed process costs nothing.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan SyncInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long predictions may gather before a batch goes to the store.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan ShipInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Most records in one batch.</summary>
    [Range(1, 100_000)]
    public int BatchRecords { get; set; } = 20_000;

    /// <summary>Longest wait between attempts while the store fails.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Predictions older than this are deleted.</summary>
    [Range(1, 36_500)]
    public int RetentionDays { get; set; } = 365;
}
