using System.Collections.Immutable;

namespace Posture.Grains.Interfaces.Feedback;

/// <summary>What one wearer has said so far, by posture; postures without feedback are left out.</summary>
[GenerateSerializer, Immutable, Alias("posture.feedback-summary")]
public sealed record FeedbackSummary(ImmutableArray<PostureFeedback> Postures);

/// <summary>Feedback on one posture.</summary>
/// <param name="Posture">What the wearer said it was.</param>
/// <param name="NotedCount">Predictions that this was said of.</param>
/// <param name="RightCount">Those that had said so themselves.</param>
/// <param name="UnusedCount">Those that are not in the wearer's calibration yet.</param>
[GenerateSerializer, Immutable, Alias("posture.posture-feedback")]
public readonly record struct PostureFeedback(int Posture, int NotedCount, int RightCount, int UnusedCount);
