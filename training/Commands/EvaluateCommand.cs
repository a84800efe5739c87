using System.CommandLine;
using Posture.Training.Recordings;
using Posture.Training.Reporting;
using Spectre.Console;

namespace Posture.Training.Commands;

/// <summary><c>evaluate</c>: how the method does on people it has not met, as tables and as a report.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var recordings = new RecordingOptions();
        var output = new Option<string?>("--output") { Description = "Folder for the report: page, plots and results as JSON" };
        var command = new Command("evaluate", "Evaluates the method, leaving one person out.") { output };
        recordings.AddTo(command);
        command.Run((result, console) => Evaluate(
            recordings.FolderIn(result), recordings.TrimIn(result), result.GetValue(output), console));
        return command;
    }

    private static void Evaluate(string recordings, Trim trim, string? output, IAnsiConsole console)
    {
        EvaluatedData data = EvaluatedData.Load(recordings, trim, console);
        if (output is null)
            return;
        ReportFolder.Write(output, new EvaluationResults(data.Folder.Recordings.Length, data.Folder.Refused, data.Report));
        console.WriteLine($"Wrote {Path.Combine(output, ReportFolder.PageFileName)}");
    }
}
