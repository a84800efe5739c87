using System.CommandLine;
using System.Text.Json;
using Posture.Training.Recordings;
using Spectre.Console;

namespace Posture.Training.Commands;

/// <summary><c>evaluate</c>: how the method does on people it has not met, as a table and as JSON.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var recordings = new RecordingOptions();
        var output = new Option<string?>("--output") { Description = "JSON file for the scores" };
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
        File.WriteAllText(
            output, JsonSerializer.Serialize(data.Report, TrainingJson.Default.EvaluationReport) + "\n");
        console.WriteLine($"Wrote {output}");
    }
}
