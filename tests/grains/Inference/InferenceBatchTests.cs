using Microsoft.Extensions.Logging.Abstractions;
using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Inference;

namespace Posture.Grains.Tests.Inference;

/// <summary>Windows that are classified together get what each would have got alone.</summary>
public sealed class InferenceBatchTests : IDisposable
{
    private readonly ModelHost _models = new();
    private readonly InferenceBatch _batch;

    public InferenceBatchTests() =>
        _batch = new InferenceBatch(
            _models, new ShadowTrial(_models, TimeProvider.System, NullLogger<ShadowTrial>.Instance));

    public void Dispose() => _models.Dispose();

    [Theory]
    [InlineData("1.0.0", 1)]
    [InlineData("1.0.0", 64)]
    [InlineData("2.1.0", 2)]
    [InlineData("2.1.0", 63)]
    public async Task A_window_is_answered_as_if_it_were_alone(string version, int windows)
    {
        using var files = new ModelCopy(version);
        _models.Serve(PostureModel.Load(files.Path));
        WindowFeatures[] asked = [.. ModelFolder.Read(files.Path).Golden.Vectors.Take(windows)
            .Select(vector => new WindowFeatures(new FeatureVector(vector.Features), vector.Profile))];
        Prediction[] alone = [.. asked.Select(window => _models.Classify(window)!)];

        Task<Prediction?>[] together = [.. asked.Select(_batch.Add)];
        Assert.Equal(asked.Length, _batch.Count);
        _batch.Run();

        for (int i = 0; i < asked.Length; i++)
        {
            Prediction prediction = (await together[i])!;
            Assert.Equal(alone[i].Posture, prediction.Posture);
            Assert.All(prediction.Probabilities, (value, label) => Assert.Equal(alone[i].Probabilities[label], value, 1e-6f));
        }

        Assert.Equal(0, _batch.Count);
    }

    [Fact]
    public async Task A_window_without_an_answer_fails_alone()
    {
        using var files = new ModelCopy();
        _models.Serve(PostureModel.Load(files.Path));
        Task<Prediction?> good = _batch.Add(Window(1));
        Task<Prediction?> bad = _batch.Add(Window(float.NaN));
        Task<Prediction?> alsoGood = _batch.Add(Window(2));
        _batch.Run();

        Assert.NotNull(await good);
        Assert.NotNull(await alsoGood);
        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        Assert.Equal(0, _batch.Count);
    }

    [Fact]
    public async Task Without_a_model_every_caller_hears_that_there_is_none()
    {
        Task<Prediction?>[] callers = [_batch.Add(Window(1)), _batch.Add(Window(2))];
        _batch.Run();

        Assert.All(await Task.WhenAll(callers), Assert.Null);
    }

    [Fact]
    public void It_is_full_at_the_most_that_one_run_takes()
    {
        for (int i = 0; i < PostureClassifier.MaxWindows; i++)
        {
            Assert.False(_batch.IsFull);
            _batch.Add(Window(i));
        }

        Assert.True(_batch.IsFull);
    }

    private static WindowFeatures Window(float value) =>
        new(new FeatureVector([value, 2, 3, 4, 5, 6, 7, 8, 9]), PersonalProfile.Empty);
}
