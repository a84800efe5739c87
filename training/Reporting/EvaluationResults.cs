using System.Collections.Immutable;
using Posture.Grains.Inference;
using Posture.Training.Evaluation;

namespace Posture.Training.Reporting;

/// <summary>What an evaluation found, with all that the plots show.</summary>
/// <param name="RecordingCount">Recordings that were accepted.</param>
/// <param name="Refused">The others, and why.</param>
/// <param name="Report">The scores.</param>
internal sealed record EvaluationResults(int RecordingCount, ImmutableArray<RefusedFile> Refused, EvaluationReport Report);
