namespace Posture.Grains.Streams;

/// <summary>
/// What is stored of a stream. Every frame above <paramref name="Acknowledged"/> has its key from
/// <paramref name="Anchor"/>; more may be logged by now than is noted here.
/// </summary>
/// <param name="StreamId">The stream.</param>
/// <param name="Secret">What resumes it.</param>
/// <param name="Acknowledged">Every frame up to this one is logged; -1 for none.</param>
/// <param name="Anchor">Where keys come from.</param>
/// <param name="ResumableUntilUnixMs">After this time it is over, unless it is stored anew.</param>
[GenerateSerializer, Immutable, Alias("posture.stream-memory")]
internal sealed record StreamMemory(
    long StreamId, string Secret, long Acknowledged, StreamAnchor Anchor, long ResumableUntilUnixMs);
