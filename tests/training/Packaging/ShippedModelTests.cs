using System.Collections.Immutable;
using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Calibration;
using Posture.Training.Learning;
using Posture.Training.Packaging;
using Posture.Training.Tests.Support;

namespace Posture.Training.Tests.Packaging;

public sealed class ShippedModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static IEnumerable<TheoryDataRow<string>> Versions =>
        ShippedModels.Folders.Select(folder => new TheoryDataRow<string>(folder));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_server_loads_it_and_ONNX_Runtime_gives_its_golden_answers(string folder)
    {
        using PostureModel model = PostureModel.Load(folder);

        Assert.Equal(Path.GetFileName(folder), model.Manifest.Version);
        Assert.InRange(ShippedModels.GoldenOf(folder).Vectors.Length, 40, 60);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Its_parameters_give_its_golden_answers(string folder)
    {
        Func<GoldenVector, double[]> answer = ShippedModels.ManifestOf(folder).Personal is null
            ? Answers(TrainedModel.Load(folder))
            : Answers(TrainedModel.LoadPersonal(folder));

        Assert.All(ShippedModels.GoldenOf(folder).Vectors, vector => Assert.Equal(
            vector.Probabilities, answer(vector).Select(probability => (float)probability)));
    }

    [Fact]
    public void The_golden_vectors_of_a_personal_model_hold_no_half_and_whole_profiles()
    {
        string personal = ShippedModels.Folders.Single(folder => Path.GetFileName(folder) == "2.1.0");
        ImmutableArray<GoldenVector> vectors = ShippedModels.GoldenOf(personal).Vectors;

        Assert.Contains(vectors, vector => vector.Profile is null);
        Assert.Contains(vectors, vector => vector.Profile?.Postures.Count(posture => posture is not null) == 4);
        Assert.Contains(vectors, vector => vector.Profile?.Postures.Count(posture => posture is not null) == 8);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Its_golden_vectors_hold_partly_filled_windows_and_the_edges_of_pitch(string folder)
    {
        GoldenVector[] vectors = [.. ShippedModels.GoldenOf(folder).Vectors];
        int span = ShippedModels.ManifestOf(folder).FeatureNames.IndexOf("window_span_s");

        Assert.Contains(vectors, vector => vector.Features[span] == 0);
        Assert.Contains(vectors, vector => vector.Features[span] > 8);
        Assert.Contains(vectors, vector => vector.Features.Contains(180));
        Assert.Contains(vectors, vector => vector.Features.Contains(-180));
    }

    [Theory]
    [InlineData("1.0.0", "population")]
    [InlineData("2.1.0", "personal")]
    public void It_is_byte_for_byte_what_the_train_command_makes_of_the_recordings(string version, string kind)
    {
        string recordings = RealRecordings.Require();
        string shipped = ShippedModels.Folders.Single(folder => Path.GetFileName(folder) == version);

        ProgramResult result = TrainingProgram.Run(
            "train", "--recordings", recordings, "--output", _folder.Path, "--version", version, "--kind", kind);

        Assert.Equal("", result.Error);
        string made = _folder.Below($"posture/{version}");
        foreach (string file in Directory.EnumerateFiles(shipped).Select(file => Path.GetFileName(file)))
        {
            if (file != ModelManifest.FileName)
            {
                Assert.Equal(
                    File.ReadAllBytes(Path.Combine(shipped, file)), File.ReadAllBytes(Path.Combine(made, file)));
            }
        }

        ModelManifest manifest = ShippedModels.ManifestOf(shipped);
        // The first models were released before anybody noted how their windows were spread.
        Assert.Equivalent(
            manifest,
            ShippedModels.ManifestOf(made) with { CreatedAt = manifest.CreatedAt, Reference = manifest.Reference },
            strict: true);
        if (manifest.Reference is not null)
            Assert.Equivalent(manifest.Reference, ShippedModels.ManifestOf(made).Reference, strict: true);
    }

    [Fact]
    public void The_served_model_says_how_its_training_windows_were_spread()
    {
        string served = ShippedModels.Folders.Single(folder => Path.GetFileName(folder) == new ModelOptions().Version);
        ModelManifest manifest = ShippedModels.ManifestOf(served);

        TrainingReference reference = Assert.IsType<TrainingReference>(manifest.Reference);
        Assert.Equal(3, reference.PeopleCount);
        Assert.Equal(manifest.TrainingFiles.Sum(file => file.WindowCount), reference.WindowCount);
        Assert.Equal(manifest.FeatureNames.Length, reference.Features.Length);
    }

    [Fact]
    public void The_console_paste_among_the_recordings_is_refused_with_its_reason()
    {
        string recordings = RealRecordings.Require();

        ProgramResult result = TrainingProgram.Run("evaluate", "--recordings", recordings);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("23 recordings accepted, 1 refused", result.Output);
        Assert.Contains("refused subject-b/5.csv: no header", result.Output);
    }

    private static Func<GoldenVector, double[]> Answers(LinearClassifier classifier) =>
        vector => classifier.Probabilities(vector.Features.AsSpan());

    private static Func<GoldenVector, double[]> Answers(PersonalClassifier classifier) =>
        vector => classifier.Probabilities(vector.Features.AsSpan(), vector.Profile ?? PersonalProfile.Empty);
}
