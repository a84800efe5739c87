using Posture.Grains.Inference;
using Posture.Training.Learning;
using Posture.Training.Packaging;
using Posture.Training.Tests.Support;

namespace Posture.Training.Tests.Commands;

public sealed class TrainCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_model_folder_is_made_and_its_scores_are_printed()
    {
        RecordingText.WriteSeparable(_folder);
        _folder.Write("ann/9.csv", RecordingText.Of(0, seed: 1));

        ProgramResult result = Train("--name", "lab", "--version", "0.2.0");

        Assert.Equal("", result.Error);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("24 recordings accepted, 1 refused", result.Output);
        Assert.Contains("refused ann/9.csv: label '9' is outside 0 to 7", result.Output);
        Assert.Contains("macro-F1", result.Output);
        Assert.Equal(
            ["card.md", "golden.json", "manifest.json", "model.onnx", "parameters.json"],
            Directory.EnumerateFiles(_folder.Below("models/lab/0.2.0")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_personal_model_folder_is_made()
    {
        RecordingText.WriteSeparable(_folder);

        ProgramResult result = Train("--kind", "personal", "--version", "2.0.0");

        Assert.Equal("", result.Error);
        Assert.Equal(
            ["card.md", "golden.json", "manifest.json", "model.onnx", "personal.json"],
            Directory.EnumerateFiles(_folder.Below("models/posture/2.0.0")).Select(Path.GetFileName).Order());
        Assert.Equal(1, ShippedModels.ManifestOf(_folder.Below("models/posture/2.0.0")).Metrics["calibrated_10s_macro_f1"]);
    }

    [Fact]
    public void Every_frame_of_the_trimmed_recordings_is_a_window()
    {
        RecordingText.WriteSeparable(_folder);

        Train("--trim-start-seconds", "5", "--trim-end-samples", "2");

        ModelManifest manifest = ShippedModels.ManifestOf(_folder.Below("models/posture/1.0.0"));
        Assert.All(manifest.TrainingFiles, file =>
            Assert.Equal((RecordingText.FrameCount - 5 - 2, file.FrameCount), (file.WindowCount, file.WindowCount)));
    }

    [Fact]
    public void A_second_run_of_the_same_version_is_refused_and_changes_nothing()
    {
        RecordingText.WriteSeparable(_folder);
        Train();
        byte[] before = File.ReadAllBytes(_folder.Below("models/posture/1.0.0/manifest.json"));

        ProgramResult result = Train();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("give a new one with --version", result.Error);
        Assert.Equal(before, File.ReadAllBytes(_folder.Below("models/posture/1.0.0/manifest.json")));
    }

    [Fact]
    public void People_who_contradict_one_another_give_a_model_that_hardly_prefers_any_answer()
    {
        for (int label = 0; label < 8; label++)
        {
            _folder.Write($"ann/{label}.csv", RecordingText.Of(label * 5, seed: label));
            _folder.Write($"ben/{label}.csv", RecordingText.Of((7 - label) * 5, seed: 10 + label));
            _folder.Write($"cho/{label}.csv", RecordingText.Of((label + 4) % 8 * 5, seed: 20 + label));
        }

        Train();

        LinearClassifier classifier = TrainedModel.Load(_folder.Below("models/posture/1.0.0"));
        GoldenVectors golden = ShippedModels.GoldenOf(_folder.Below("models/posture/1.0.0"));
        Assert.InRange(
            golden.Vectors.Take(48).Average(vector => classifier.Probabilities(vector.Features.AsSpan()).Max()),
            0.125,
            0.25);
    }

    [Theory]
    [InlineData("--version", "one", "--version 'one' must be three numbers")]
    [InlineData("--name", "../up", "--name '../up' must be")]
    [InlineData("--trim-start-seconds", "-1", "--trim-start-seconds -1 must be 0 to 3600")]
    [InlineData("--trim-end-samples", "-1", "--trim-end-samples -1 must be 0 to 10000")]
    [InlineData("--trim-end-samples", "few", "few")]
    public void An_option_out_of_range_is_named(string option, string value, string reason)
    {
        RecordingText.WriteSeparable(_folder);

        ProgramResult result = Train(option, value);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(reason, result.Error);
        Assert.False(Directory.Exists(_folder.Below("models")));
    }

    [Fact]
    public void A_missing_option_is_named()
    {
        ProgramResult result = TrainingProgram.Run("train", "--output", _folder.Path);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("--recordings", result.Error);
    }

    [Fact]
    public void Too_few_people_end_with_the_reasons_and_no_model()
    {
        _folder.Write("ann/0.csv", RecordingText.Of(0, seed: 1));
        _folder.Write("ann/1.csv", "pasted: 0ms\n");

        ProgramResult result = Train();

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("error: There are usable recordings of 1 person(s)", result.Error, StringComparison.Ordinal);
        Assert.Contains("ann/1.csv: no header", result.Error);
        Assert.False(Directory.Exists(_folder.Below("models")));
    }

    [Fact]
    public void An_output_that_cannot_be_written_is_an_error()
    {
        RecordingText.WriteSeparable(_folder);
        _folder.Write("models", "a file where the folder should be");

        ProgramResult result = Train();

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("error: ", result.Error, StringComparison.Ordinal);
    }

    private ProgramResult Train(params string[] more) => TrainingProgram.Run(
        ["train", "--recordings", _folder.Path, "--output", _folder.Below("models"), .. more]);
}
