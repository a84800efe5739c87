using System.Text.Json;
using Posture.Training.Tests.Support;

namespace Posture.Training.Tests.Commands;

public sealed class EvaluateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_scores_are_written_for_machines()
    {
        RecordingText.WriteSeparable(_folder);
        string output = _folder.Below("scores.json");

        ProgramResult result = TrainingProgram.Run("evaluate", "--recordings", _folder.Path, "--output", output);

        Assert.Equal(0, result.ExitCode);
        using JsonDocument scores = JsonDocument.Parse(File.ReadAllText(output));
        JsonElement perWindow = scores.RootElement.GetProperty("per_window");
        Assert.Equal(24 * (RecordingText.FrameCount - 10 - 5), perWindow.GetProperty("count").GetInt32());
        Assert.Equal(1, perWindow.GetProperty("macro_f1").GetDouble());
        Assert.Equal(24, scores.RootElement.GetProperty("per_recording").GetProperty("count").GetInt32());
        Assert.Equal(3, scores.RootElement.GetProperty("persons").GetArrayLength());
        JsonElement calibrated = scores.RootElement.GetProperty("calibrated");
        Assert.Equal([0, 5, 10], calibrated.EnumerateArray().Select(one => one.GetProperty("seconds").GetInt32()));
        JsonElement personal = calibrated[2].GetProperty("methods")[0];
        Assert.Equal("personal", personal.GetProperty("method").GetString());
        Assert.Equal(1, personal.GetProperty("mean_macro_f1").GetDouble());
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
