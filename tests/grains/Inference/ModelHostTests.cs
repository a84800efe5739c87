using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Inference;

namespace Posture.Grains.Tests.Inference;

public sealed class ModelHostTests : IDisposable
{
    private static readonly WindowFeatures Window = new(new FeatureVector([1, 2, 3, 4, 5, 6, 7, 8, 9]), Profile: null);

    private readonly ModelCopy _first = new(), _second = new("2.0.0");
    private readonly ModelHost _models = new();

    public void Dispose()
    {
        _models.Dispose();
        _first.Dispose();
        _second.Dispose();
    }

    [Fact]
    public void Before_the_first_model_there_is_no_answer_and_nobody_is_told_to_go_on()
    {
        Assert.Null(_models.Classify(Window));
        Assert.False(_models.Started.IsCompleted);
    }

    [Fact]
    public void A_replaced_model_is_disposed_of_at_once_when_nobody_is_inside()
    {
        _models.Serve(PostureModel.Load(_first.Path));
        ServedModel old = _models.Active!;
        _models.Classify(Window);
        _models.Serve(PostureModel.Load(_second.Path));

        Assert.True(old.IsDisposed);
        Assert.False(old.TryClassify([Window], new Prediction?[1]));
        Assert.Equal("2.0.0", _models.Classify(Window)!.ModelVersion);
    }

    [Fact]
    public async Task Swaps_under_load_leave_nobody_without_an_answer_and_nothing_behind()
    {
        _models.Serve(PostureModel.Load(_first.Path));
        float[] first = Answer(), second = AnswerOf(_second);
        using var end = new CancellationTokenSource();
        int[] calls = new int[2];
        Task[] callers =
        [
            .. Enumerable.Range(0, calls.Length).Select(caller => Task.Factory.StartNew(
                () => CallUntil(ref calls[caller], first, second, end.Token), TaskCreationOptions.LongRunning)),
        ];

        var retired = new List<ServedModel>();
        for (int swap = 0; swap < 50 || Volatile.Read(ref calls[0]) < 100 || Volatile.Read(ref calls[1]) < 100; swap++)
        {
            retired.Add(_models.Active!);
            _models.Serve(PostureModel.Load(swap % 2 == 0 ? _second.Path : _first.Path));
        }

        await end.CancelAsync();
        await Task.WhenAll(callers);
        Assert.All(retired, model => Assert.True(model.IsDisposed));
        Assert.False(_models.Active!.IsDisposed);
    }

    [Fact]
    public void A_host_that_is_disposed_of_leaves_no_session()
    {
        _models.Serve(PostureModel.Load(_first.Path));
        _models.RunShadow(PostureModel.Load(_second.Path));
        ServedModel[] models = [_models.Active!, _models.Shadow!];
        _models.Dispose();

        Assert.All(models, model => Assert.True(model.IsDisposed));
    }

    private void CallUntil(ref int calls, float[] first, float[] second, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            Prediction prediction = _models.Classify(Window)!;
            Assert.Equal(prediction.ModelVersion == "1.0.0" ? first : second, prediction.Probabilities);
            Volatile.Write(ref calls, calls + 1);
        }
    }

    private float[] Answer() => [.. _models.Classify(Window)!.Probabilities];

    private static float[] AnswerOf(ModelCopy copy)
    {
        using PostureModel model = PostureModel.Load(copy.Path);
        using PostureClassifier classifier = model.CreateClassifier();
        return classifier.Classify(Window.Features.Values.AsSpan()).ToArray();
    }
}
