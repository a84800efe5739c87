using System.Text.Json.Serialization;

namespace Posture.Grains.Interfaces.Reports;

/// <summary>Reports as they are stored and sent. Fields may be added; one that is missing in an older report is null or empty.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DailyReport))]
[JsonSerializable(typeof(WeeklyReport))]
public sealed partial class ReportJson : JsonSerializerContext;
