namespace Posture.Grains.PredictionLog;

/// <summary>Where the spool keeps its segments.</summary>
internal sealed record SpoolDirectory(string Path);

/// <summary>A place in the spool: the segments that were begun before it since the process started.</summary>
internal readonly record struct SpoolMark(long SegmentsBefore);

/// <summary>Records read from the spool, where the next read goes on once they are released, and if more wait now.</summary>
internal readonly record struct SpoolBatch(IReadOnlyList<PredictionRecord> Records, long End, bool HasMore);
