namespace Posture.Grains.Drift;

/// <summary>Samples of logged traffic, as they are needed to measure drift. A range of time has its beginning and not its end.</summary>
internal interface IDriftStore
{
    /// <summary>At most <paramref name="limit"/> users with predictions in the range, drawn at random.</summary>
    Task<IReadOnlyList<string>> SampleUsersAsync(
        long fromUnixMicros, long toUnixMicros, int limit, CancellationToken cancellationToken);

    /// <summary>A user's newest frames in the range, at most <paramref name="limit"/>, oldest first.</summary>
    Task<IReadOnlyList<LoggedFrame>> ReadFramesAsync(
        string userId, long fromUnixMicros, long toUnixMicros, int limit, CancellationToken cancellationToken);
}

/// <summary>A frame of the log, and what was predicted when it came.</summary>
internal readonly record struct LoggedFrame(
    long StreamId, long Sequence, double TimestampMs, double PitchDegrees, int Posture, string ModelVersion);
