using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Interfaces.Users;
using Posture.Grains.PredictionLog;
using Posture.Grains.Predictions;
using Posture.Grains.Tests.Inference;
using Posture.Grains.Tests.PredictionLog;

namespace Posture.Grains.Tests.Predictions;

/// <summary>However many frames wait at once, each gets its own answer and its own row.</summary>
public sealed class PredictionQueueTests : IDisposable
{
    private readonly ModelCopy _files = new("2.1.0");
    private readonly ModelHost _models = new();
    private readonly SpoolFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly PredictionSpool _spool;
    private readonly PredictionQueue _queue;

    public PredictionQueueTests()
    {
        _spool = _folder.Open();
        _queue = new PredictionQueue(
            _models, new ShadowTrial(_models, TimeProvider.System, NullLogger<ShadowTrial>.Instance), _spool, _time);
    }

    public void Dispose()
    {
        _spool.Dispose();
        _folder.Dispose();
        _models.Dispose();
        _files.Dispose();
    }

    [Fact]
    public async Task Callers_side_by_side_get_their_own_answers()
    {
        Serve();
        using var together = new Barrier(4);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(caller => Task.Factory.StartNew(
            () =>
            {
                together.SignalAndWait();
                return AskAsync(Enumerable.Range(caller * 500, 500));
            },
            TaskCreationOptions.LongRunning).Unwrap()));

        Assert.Equal(Enumerable.Range(0, 2000).Select(number => (long)number), _spool.TakeAll().Order());
    }

    [Fact]
    public async Task More_frames_of_one_person_than_a_run_takes_come_back_in_order()
    {
        Serve();
        WaitingFrame[] frames = [.. Enumerable.Range(0, 3 * PostureClassifier.MaxWindows + 5).Select(WaitingFrames.Numbered)];

        IReadOnlyList<PushReply> replies = await _queue.PredictAll(frames);

        Assert.Equal(frames.Length, replies.Count);
        Assert.All(replies, (reply, i) => AssertAnswers(frames[i], reply));
        Assert.Equal(Enumerable.Range(0, frames.Length).Select(number => (long)number), _spool.TakeAll());
    }

    [Fact]
    public async Task Frames_that_come_before_the_first_model_wait_for_it()
    {
        Task<PushReply> early = _queue.Predict(WaitingFrames.Numbered(1)).AsTask();
        Assert.False(early.IsCompleted);
        Serve();

        Assert.Equal("2.1.0", (await early).Prediction!.ModelVersion);
    }

    [Fact]
    public async Task Where_no_model_comes_the_answer_is_that_there_is_none()
    {
        Task<PushReply> early = _queue.Predict(WaitingFrames.Numbered(1)).AsTask();
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(PushOutcome.ModelNotLoaded, (await early).Outcome);
    }

    private void Serve() => _models.Serve(PostureModel.Load(_files.Path));

    private async Task AskAsync(IEnumerable<int> numbers)
    {
        (WaitingFrame Frame, Task<PushReply> Reply)[] asked =
            [.. numbers.Select(WaitingFrames.Numbered).Select(frame => (frame, _queue.Predict(frame).AsTask()))];
        foreach ((WaitingFrame frame, Task<PushReply> reply) in asked)
            AssertAnswers(frame, await reply);
    }

    private void AssertAnswers(WaitingFrame frame, PushReply reply)
    {
        Prediction alone = _models.Classify(frame.Window)!;
        Assert.All(reply.Prediction!.Probabilities, (value, label) => Assert.Equal(alone.Probabilities[label], value, 1e-6f));
    }
}
