using Posture.Grains.Inference;

namespace Posture.Grains.Tests.Inference;

public sealed class PostureClassifierTests : IDisposable
{
    private readonly PostureModel _model = PostureModel.Load(ModelCopy.Shipped);
    private readonly GoldenVectors _golden = ModelFolder.Read(ModelCopy.Shipped).Golden;

    public void Dispose() => _model.Dispose();

    [Fact]
    public void Every_golden_vector_gets_the_trainers_probabilities()
    {
        using PostureClassifier classifier = _model.CreateClassifier();

        Assert.NotEmpty(_golden.Vectors);
        Assert.All(_golden.Vectors, vector => AssertGolden(classifier, vector));
    }

    [Fact]
    public async Task Classifiers_of_one_session_do_not_disturb_each_other()
    {
        using var together = new Barrier(4);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(() =>
        {
            using PostureClassifier classifier = _model.CreateClassifier();
            together.SignalAndWait();
            for (int i = 0; i < 2_000; i++)
                AssertGolden(classifier, _golden.Vectors[(i * 7 + worker) % _golden.Vectors.Length]);
        })));
    }

    private static void AssertGolden(PostureClassifier classifier, GoldenVector vector)
    {
        ReadOnlySpan<float> actual = classifier.Classify(vector.Features.AsSpan());
        Assert.Equal(8, actual.Length);
        for (int label = 0; label < actual.Length; label++)
            Assert.Equal(vector.Probabilities[label], actual[label], GoldenVectors.Tolerance);
    }
}
