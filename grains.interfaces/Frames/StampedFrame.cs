namespace Posture.Grains.Interfaces.Frames;

/// <summary>
/// A frame as the frontend received it. The triple (<paramref name="ReceivedAtUnixMicros"/>, <paramref name="StreamId"/>,
/// <paramref name="Sequence"/>) is given once and kept through every retry: it is the key of the logged row.
/// </summary>
/// <param name="Frame">The sample itself.</param>
/// <param name="ReceivedAtUnixMicros">
/// Frontend clock, microseconds since the Unix epoch; of a v2 frame reckoned from its device time, the same each time it is sent.
/// </param>
/// <param name="StreamId">The run of frames with one uninterrupted device clock that this frame belongs to.</param>
/// <param name="Sequence">Position in the stream, counted from 0.</param>
[GenerateSerializer, Immutable, Alias("posture.stamped-frame")]
public readonly record struct StampedFrame(
    PitchFrame Frame,
    long ReceivedAtUnixMicros,
    long StreamId,
    long Sequence);
