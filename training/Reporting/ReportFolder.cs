using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Posture.Training.Packaging;
using Posture.Training.Simulation;

namespace Posture.Training.Reporting;

/// <summary>
/// A folder that needs nothing else: the page, the plots that it shows, and the numbers as JSON. What one command wrote
/// stays beside what the other writes, and the page is made of both.
/// </summary>
internal static class ReportFolder
{
    public const string PageFileName = "report.html";
    public const string ResultsFileName = "results.json";
    public const string AlertsFileName = "alerts.json";

    /// <summary>Writes what an evaluation found.</summary>
    public static void Write(string folder, EvaluationResults results)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(
            Path.Combine(folder, ResultsFileName), ModelContent.Json(results, TrainingJson.Default.EvaluationResults));
        WritePlots(folder, EvaluationPlots.Of(results.Report));
        WritePage(folder);
    }

    /// <summary>Writes what simulated wearers were told.</summary>
    public static void Write(string folder, AlertReport alerts)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, AlertsFileName), ModelContent.Json(alerts, TrainingJson.Default.AlertReport));
        WritePlots(folder, AlertPlots.Of(alerts));
        WritePage(folder);
    }

    private static void WritePlots(string folder, IEnumerable<ReportPlot> plots)
    {
        foreach (ReportPlot plot in plots)
            File.WriteAllBytes(Path.Combine(folder, plot.FileName), plot.Svg);
    }

    private static void WritePage(string folder)
    {
        EvaluationResults? results = Read(folder, ResultsFileName, TrainingJson.Default.EvaluationResults);
        AlertReport? alerts = Read(folder, AlertsFileName, TrainingJson.Default.AlertReport);
        File.WriteAllText(Path.Combine(folder, PageFileName), ReportPage.Write(results, alerts));
    }

    private static T? Read<T>(string folder, string name, JsonTypeInfo<T> type)
        where T : class
    {
        string file = Path.Combine(folder, name);
        if (!File.Exists(file))
            return null;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), type);
        }
        catch (JsonException malformed)
        {
            throw new TrainingException(
                $"'{file}' is not what this program writes: {malformed.Message} Delete it or give another --output.");
        }
    }
}
