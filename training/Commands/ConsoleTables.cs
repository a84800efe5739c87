using Posture.Grains.Inference;
using Posture.Training.Evaluation;
using Posture.Training.Recordings;
using Spectre.Console;

namespace Posture.Training.Commands;

/// <summary>What the commands print.</summary>
internal static class ConsoleTables
{
    public static void ShowRefused(this IAnsiConsole console, RecordingFolder folder)
    {
        console.WriteLine($"{folder.Recordings.Length} recordings accepted, {folder.Refused.Length} refused");
        foreach (RefusedFile file in folder.Refused)
            console.WriteLine($"refused {file.Path}: {file.Reason}");
    }

    public static void ShowScores(this IAnsiConsole console, EvaluationReport report)
    {
        console.Write(ScoreTable(report));
        console.Write(PersonTable(report));
        console.Write(RecallTable(report));
        console.Write(CalibrationTable(report));
    }

    private static Table ScoreTable(EvaluationReport report)
    {
        Table table = new Table().Title("The same model for everybody (baseline), one person left out")
            .AddColumns("score", "by window", "95 %", "by recording", "95 %", "without skill");
        foreach (ScoreSummary score in ScoreSummary.Of(report))
        {
            table.AddRow(
                score.Name,
                $"{score.PerWindow:0.000}",
                $"{score.PerWindowInterval}",
                $"{score.PerRecording:0.000}",
                $"{score.PerRecordingInterval}",
                $"{score.WithoutSkill:0.000}");
        }

        return table;
    }

    private static Table PersonTable(EvaluationReport report)
    {
        Table table = new Table().Title("Baseline: held-out people")
            .AddColumns("person", "windows", "macro-F1", "accuracy", "confidence", "shrinkage", "temperature");
        foreach (PersonReport person in report.Persons)
        {
            table.AddRow(
                person.Person,
                $"{person.PerWindow.Count}",
                $"{person.PerWindow.MacroF1:0.000}",
                $"{person.PerWindow.Accuracy:0.000}",
                $"{person.PerWindow.MeanConfidence:0.000}",
                $"{person.Shrinkage:0.##}",
                $"{person.Temperature:0.0}");
        }

        return table;
    }

    private static Table RecallTable(EvaluationReport report) => new Table().Title("Baseline: recall by posture")
        .AddColumns(["", .. PostureLabels.Names])
        .AddRow(["by window", .. report.PerWindow.Recalls.Select(recall => $"{recall:0.000}")])
        .AddRow(["by recording", .. report.PerRecording.Recalls.Select(recall => $"{recall:0.000}")]);

    private static Table CalibrationTable(EvaluationReport report)
    {
        Table table = new Table().Title("People not met, after calibration")
            .AddColumns("seconds a posture", "method", "macro-F1", "of each person", "accuracy", "calibration error", "Brier");
        foreach (CalibrationReport calibration in report.Calibrated)
        {
            foreach (MethodReport method in calibration.Methods)
            {
                table.AddRow(
                    $"{calibration.Seconds}",
                    method.Method,
                    $"{method.MeanMacroF1:0.000}",
                    string.Join(' ', method.Persons.Select(person => $"{person.PerWindow.MacroF1:0.000}")),
                    $"{method.PerWindow.Accuracy:0.000}",
                    $"{method.PerWindow.ExpectedCalibrationError:0.000}",
                    $"{method.PerWindow.Brier:0.000}");
            }
        }

        return table;
    }
}
