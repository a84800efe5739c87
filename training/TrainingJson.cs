using System.Text.Json.Serialization;
using Posture.Training.Evaluation;
using Posture.Training.Learning;

namespace Posture.Training;

/// <summary>JSON form of what only the trainer reads and writes.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(LinearClassifier))]
[JsonSerializable(typeof(PersonalClassifier))]
[JsonSerializable(typeof(EvaluationReport))]
internal sealed partial class TrainingJson : JsonSerializerContext;
