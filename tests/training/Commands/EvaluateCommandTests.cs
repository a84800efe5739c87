using System.Text.Json;
using Posture.Training.Tests.Support;

namespace Posture.Training.Tests.Commands;

public sealed class EvaluateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_report_is_written_for_people_and_for_machines()
    {
        RecordingText.WriteSeparable(_folder);
        string output = _folder.Below("report");

        ProgramResult result = TrainingProgram.Run("evaluate", "--recordings", _folder.Path, "--output", output);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            ["calibration.svg", "confusion-uncalibrated.svg", "persons.svg", "reliability.svg", "report.html", "results.json"],
            Directory.EnumerateFiles(output).Select(Path.GetFileName).Order());
        using JsonDocument results = JsonDocument.Parse(File.ReadAllText(Path.Combine(output, "results.json")));
        Assert.Equal(24, results.RootElement.GetProperty("recording_count").GetInt32());
        JsonElement report = results.RootElement.GetProperty("report");
        JsonElement perWindow = report.GetProperty("per_window");
        Assert.Equal(24 * (RecordingText.FrameCount - 10 - 5), perWindow.GetProperty("count").GetInt32());
        Assert.Equal(1, perWindow.GetProperty("macro_f1").GetDouble());
        Assert.Equal(24, report.GetProperty("per_recording").GetProperty("count").GetInt32());
        Assert.Equal(3, report.GetProperty("persons").GetArrayLength());
        JsonElement calibrated = report.GetProperty("calibrated");
        Assert.Equal([0, 5, 10], calibrated.EnumerateArray().Select(one => one.GetProperty("seconds").GetInt32()));
        JsonElement personal = calibrated[2].GetProperty("methods")[0];
        Assert.Equal("personal", personal.GetProperty("method").GetString());
        Assert.Equal(1, personal.GetProperty("mean_macro_f1").GetDouble());
    }

    [Fact]
    public void An_output_that_is_a_file_is_an_error()
    {
        RecordingText.WriteSeparable(_folder);
        _folder.Write("report", "a file where the folder should be");

        ProgramResult result = TrainingProgram.Run("evaluate", "--recordings", _folder.Path, "--output", _folder.Below("report"));

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("error: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_output_only_the_table_appears()
    {
        RecordingText.WriteSeparable(_folder);

        ProgramResult result = TrainingProgram.Run("evaluate", "--recordings", _folder.Path);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("expected calibration error", result.Output);
        Assert.Empty(Directory.EnumerateFiles(_folder.Path));
    }

    [Fact]
    public void A_missing_folder_is_an_error()
    {
        ProgramResult result = TrainingProgram.Run("evaluate", "--recordings", _folder.Below("absent"));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("does not exist; check --recordings", result.Error);
    }
}
