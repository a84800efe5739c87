using System.Globalization;
using Posture.Training.Tests.Support;

namespace Posture.Training.Tests.Commands;

public sealed class PredictCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_frame_of_every_recording_gets_a_row()
    {
        RecordingText.WriteSeparable(_folder);
        string[] rows = Predict();

        Assert.StartsWith(
            "file,frame_index,timestamp_ms,relative_pitch_deg,predicted_posture,probability_0,",
            rows[0],
            StringComparison.Ordinal);
        Assert.Equal(1 + 24 * RecordingText.FrameCount, rows.Length);
        Assert.StartsWith("ann/0.csv,0,0,", rows[1], StringComparison.Ordinal);
        Assert.StartsWith($"cho/7.csv,{RecordingText.FrameCount - 1},44000,", rows[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_predicted_posture_is_the_most_probable_one()
    {
        RecordingText.WriteSeparable(_folder);

        Assert.All(Predict().Skip(1), row =>
        {
            string[] fields = row.Split(',');
            double[] probabilities =
                [.. fields[5..].Select(field => double.Parse(field, CultureInfo.InvariantCulture))];
            Assert.Equal(8, probabilities.Length);
            Assert.Equal(1, probabilities.Sum(), 1e-9);
            Assert.Equal(probabilities.Max(), probabilities[int.Parse(fields[4], CultureInfo.InvariantCulture)]);
            Assert.Equal(fields[4], fields[0][4..5]);
        });
    }

    [Fact]
    public void A_folder_that_is_no_model_is_an_error()
    {
        RecordingText.WriteSeparable(_folder);

        ProgramResult result = TrainingProgram.Run(
            "predict", "--recordings", _folder.Path, "--model", _folder.Path, "--output", _folder.Below("p.txt"));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("--model must be a version's folder", result.Error);
        Assert.False(File.Exists(_folder.Below("p.txt")));
    }

    [Fact]
    public void A_model_that_depends_on_the_wearer_is_an_error()
    {
        RecordingText.WriteSeparable(_folder);
        string models = _folder.Below("models");
        TrainingProgram.Run("train", "--recordings", _folder.Path, "--output", models, "--kind", "personal");

        ProgramResult result = TrainingProgram.Run(
            "predict", "--recordings", _folder.Path, "--model", Path.Combine(models, "posture", "1.0.0"),
            "--output", _folder.Below("p.txt"));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("holds a personal model", result.Error);
    }

    private string[] Predict()
    {
        string models = _folder.Below("models"), output = _folder.Below("answers.txt");
        TrainingProgram.Run("train", "--recordings", _folder.Path, "--output", models);

        ProgramResult result = TrainingProgram.Run(
            "predict", "--recordings", _folder.Path, "--model", Path.Combine(models, "posture", "1.0.0"),
            "--output", output);

        Assert.Equal("", result.Error);
        return File.ReadAllLines(output);
    }
}
