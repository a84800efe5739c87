using System.Text.Json.Serialization;
using Posture.Training.Learning;
using Posture.Training.Reporting;
using Posture.Training.Simulation;

namespace Posture.Training;

/// <summary>JSON form of what only the trainer reads and writes.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(LinearClassifier))]
[JsonSerializable(typeof(PersonalClassifier))]
[JsonSerializable(typeof(EvaluationResults))]
[JsonSerializable(typeof(AlertReport))]
internal sealed partial class TrainingJson : JsonSerializerContext;
