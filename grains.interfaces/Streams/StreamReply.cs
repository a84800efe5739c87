namespace Posture.Grains.Interfaces.Streams;

/// <summary>How opening a stream ended.</summary>
public enum StreamOutcome
{
    /// <summary>A new stream has begun.</summary>
    Opened,

    /// <summary>The stream goes on.</summary>
    Resumed,

    /// <summary>There is no such stream, or not any more.</summary>
    Unknown,

    /// <summary>The user's live connection is a newer one, which stays.</summary>
    Replaced,
}

/// <summary>The grain's answer to who opens or resumes a stream; the rest is set when there is one.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="StreamId">The stream.</param>
/// <param name="Secret">What resumes it.</param>
/// <param name="Acknowledged">Every frame up to this one is logged; -1 for none.</param>
/// <param name="ModelVersion">The model that would answer now, or null without one.</param>
[GenerateSerializer, Immutable, Alias("posture.stream-reply")]
public sealed record StreamReply(
    StreamOutcome Outcome, long StreamId = 0, string Secret = "", long Acknowledged = -1, string? ModelVersion = null);
