using System.Collections.Immutable;
using System.Text.Json;
using Posture.Grains.Inference;
using Posture.Training.Evaluation;
using Posture.Training.Learning;
using Posture.Training.Packaging;
using Posture.Training.Tests.Support;
using Posture.Training.Windows;

namespace Posture.Training.Tests.Packaging;

public sealed class ModelPackageTests : IDisposable
{
    private static readonly ImmutableArray<WindowedRecording> Recordings = Samples.Separable("ann", "ben", "cho");
    private static readonly DateTimeOffset CreatedAt = new(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_what_a_server_loads()
    {
        Create().WriteTo(_folder.Below("1.0.0"));

        using PostureModel model = PostureModel.Load(_folder.Below("1.0.0"));

        Assert.Equal("1.0.0", model.Manifest.Version);
        Assert.Equal(24, model.Manifest.TrainingFiles.Length);
        Assert.Equal(20, model.Manifest.TrainingFiles[0].WindowCount);
        Assert.Equal(1, model.Manifest.Metrics["loso_macro_f1"]);
    }

    [Fact]
    public void The_classifier_comes_back_as_it_was_stored()
    {
        Create().WriteTo(_folder.Below("1.0.0"));

        LinearClassifier loaded = TrainedModel.Load(_folder.Below("1.0.0"));

        ReadOnlySpan<float> features = Recordings[3].Windows[5].Values.AsSpan();
        Assert.Equal(Classifier.Probabilities(features), loaded.Probabilities(features));
    }

    [Fact]
    public void An_existing_version_is_left_alone()
    {
        _folder.Write("1.0.0/model.onnx", "released");

        var failure = Assert.Throws<TrainingException>(() => Create().WriteTo(_folder.Below("1.0.0")));

        Assert.Contains("a released version never changes", failure.Message);
        Assert.Equal("released", File.ReadAllText(_folder.Below("1.0.0/model.onnx")));
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void What_a_broken_run_left_behind_does_not_stay()
    {
        _folder.Write("1.0.0.unfinished/stray.txt", "left behind");

        Create().WriteTo(_folder.Below("1.0.0"));

        Assert.False(File.Exists(_folder.Below("1.0.0/stray.txt")));
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_model_whose_answers_differ_from_the_golden_ones_is_not_kept()
    {
        ModelPackage package = Create();
        GoldenVectors golden =
            JsonSerializer.Deserialize(package.Files[GoldenVectors.FileName], ModelJson.Default.GoldenVectors)!;
        GoldenVector first = golden.Vectors[0];
        var shifted = new GoldenVectors(golden.Vectors.SetItem(
            0, first with { Probabilities = first.Probabilities.SetItem(0, first.Probabilities[0] + 0.001f) }));
        ModelPackage wrong = new(package.Files.SetItem(
            GoldenVectors.FileName, JsonSerializer.SerializeToUtf8Bytes(shifted, ModelJson.Default.GoldenVectors)));

        var failure = Assert.Throws<TrainingException>(() => wrong.WriteTo(_folder.Below("1.0.0")));

        Assert.Contains("golden vector 0", failure.Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void The_same_training_gives_the_same_files()
    {
        ImmutableSortedDictionary<string, byte[]> first = Create().Files, second = Create().Files;

        Assert.Equal(first.Keys, second.Keys);
        Assert.All(first, file => Assert.Equal(file.Value, second[file.Key]));
    }

    [Fact]
    public void The_card_names_what_was_refused_and_what_it_is_not()
    {
        string card = System.Text.Encoding.UTF8.GetString(Create().Files[ModelPackage.CardFileName].AsSpan());

        Assert.Contains("- `dee/0.csv`: too short", card);
        Assert.Contains("Not a medical device", card);
        Assert.Contains("| macro-F1 | 1.000 |", card);
    }

    private static LinearClassifier Classifier => PostureLearner.Fit(Recordings);

    private static ModelPackage Create()
    {
        var identity = new ModelIdentity("posture", "1.0.0");
        EvaluationReport report = EvaluationReport.Of(
            Recordings, NoProgress.Instance, NoProgress.Instance, NoProgress.Instance);
        return ModelPackage.Create(
            identity,
            ModelContent.Of(identity, Classifier, report, Recordings),
            Recordings,
            [new RefusedFile("dee/0.csv", "too short")],
            CreatedAt);
    }
}
