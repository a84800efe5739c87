using System.CommandLine;
using CsvHelper;
using Posture.Training.Learning;
using Posture.Training.Packaging;
using Posture.Training.Recordings;
using Spectre.Console;

namespace Posture.Training.Commands;

/// <summary>
/// <c>predict</c>: what a server that holds a model must answer to each frame of each recording, computed without ONNX
/// Runtime.
/// </summary>
internal static class PredictCommand
{
    private static readonly CsvWriterOptions Format = new() { NewLine = "\n" };

    public static Command Create()
    {
        Option<string> recordings = RecordingOptions.Folder();
        var model = new Option<string>("--model")
        {
            Description = "Folder of a model's version, for example models/posture/1.0.0",
            Required = true,
        };
        var output = new Option<string>("--output") { Description = "CSV file for the answers", Required = true };
        var command = new Command("predict", "Writes a model's answer to every frame of every recording.")
        {
            recordings, model, output,
        };
        command.Run((result, console) => Predict(
            result.GetRequiredValue(recordings),
            result.GetRequiredValue(model),
            result.GetRequiredValue(output),
            console));
        return command;
    }

    private static void Predict(string recordings, string model, string output, IAnsiConsole console)
    {
        LinearClassifier classifier = TrainedModel.Load(model);
        RecordingFolder folder = console.WithProgress(
            "Reading recordings", progress => RecordingFolder.Load(recordings, trim: null, progress));
        console.ShowRefused(folder);

        using CsvWriter csv = CsvWriter.ToFile(output, Format);
        csv.WriteRecord(
        [
            "file", "frame_index", RecordingFile.TimestampColumn, RecordingFile.PitchColumn, "predicted_posture",
            .. PostureLabels.Names.Select(label => $"probability_{label}"),
        ]);
        foreach (Recording recording in folder.Recordings)
        {
            foreach (WindowPrediction prediction in classifier.Replay(recording.Frames))
                csv.WriteRecord(Row(recording, prediction));
        }

        console.WriteLine($"Wrote {output}");
    }

    private static string[] Row(Recording recording, WindowPrediction prediction) =>
    [
        recording.Path,
        $"{prediction.FrameIndex}",
        $"{prediction.Frame.TimestampMs:r}",
        $"{prediction.Frame.PitchDegrees:r}",
        PostureLabels.Names[prediction.Label],
        .. prediction.Probabilities.Select(probability => $"{probability:r}"),
    ];
}
