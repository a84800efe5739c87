using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Inference;

namespace Posture.Grains.Tests.Inference;

/// <summary>However many ask at once, each gets the answer to its own window.</summary>
public sealed class InferenceQueueTests : IDisposable
{
    private readonly ModelCopy _files = new("2.1.0");
    private readonly ModelHost _models = new();
    private readonly InferenceQueue _queue;

    public InferenceQueueTests()
    {
        _models.Serve(PostureModel.Load(_files.Path));
        _queue = new InferenceQueue(
            _models, new ShadowTrial(_models, TimeProvider.System, NullLogger<ShadowTrial>.Instance), TimeProvider.System);
    }

    public void Dispose()
    {
        _models.Dispose();
        _files.Dispose();
    }

    [Fact]
    public async Task Callers_side_by_side_get_their_own_answers()
    {
        using var together = new Barrier(4);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(caller => Task.Factory.StartNew(
            () =>
            {
                together.SignalAndWait();
                return AskAsync(Enumerable.Range(caller * 500, 500));
            },
            TaskCreationOptions.LongRunning).Unwrap()));
    }

    [Fact]
    public async Task More_windows_of_one_person_than_a_run_takes_come_back_in_order()
    {
        ImmutableArray<FeatureVector> windows = [.. Enumerable.Range(0, 3 * PostureClassifier.MaxWindows + 5).Select(Window)];

        ImmutableArray<Prediction> predictions = await _queue.ClassifyAll(windows, PersonalProfile.Empty);

        Assert.Equal(windows.Length, predictions.Length);
        Assert.All(predictions, (prediction, i) => AssertAnswers(windows[i], prediction));
    }

    private async Task AskAsync(IEnumerable<int> numbers)
    {
        (FeatureVector Window, Task<Prediction?> Answer)[] asked =
            [.. numbers.Select(Window).Select(window => (window, _queue.Classify(window, PersonalProfile.Empty).AsTask()))];
        foreach ((FeatureVector window, Task<Prediction?> answer) in asked)
            AssertAnswers(window, (await answer)!);
    }

    private void AssertAnswers(FeatureVector window, Prediction prediction)
    {
        Prediction alone = _models.Classify(new WindowFeatures(window, PersonalProfile.Empty))!;
        Assert.All(prediction.Probabilities, (value, label) => Assert.Equal(alone.Probabilities[label], value, 1e-6f));
    }

    private static FeatureVector Window(int number) => new([number / 50f - 20, 2, 3, 4, 5, 6, 7, 8, 9]);
}
