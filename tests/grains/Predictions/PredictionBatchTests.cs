using Microsoft.Extensions.Logging.Abstractions;
using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Interfaces.Users;
using Posture.Grains.PredictionLog;
using Posture.Grains.Predictions;
using Posture.Grains.Tests.Inference;
using Posture.Grains.Tests.PredictionLog;

namespace Posture.Grains.Tests.Predictions;

/// <summary>Frames that are predicted together get what each would have got alone, and are in the log then.</summary>
public sealed class PredictionBatchTests : IDisposable
{
    private readonly ModelHost _models = new();
    private readonly SpoolFolder _folder = new();
    private readonly PredictionSpool _spool;
    private readonly PredictionBatch _batch;

    public PredictionBatchTests()
    {
        _folder.Options.SpoolCapacityBytes = 10_000;
        _spool = _folder.Open();
        _batch = new PredictionBatch(
            _models, new ShadowTrial(_models, TimeProvider.System, NullLogger<ShadowTrial>.Instance), _spool);
    }

    public void Dispose()
    {
        _spool.Dispose();
        _folder.Dispose();
        _models.Dispose();
    }

    [Theory]
    [InlineData("1.0.0", 1)]
    [InlineData("1.0.0", 64)]
    [InlineData("2.1.0", 2)]
    [InlineData("2.1.0", 63)]
    public async Task A_frame_is_answered_as_if_it_were_alone(string version, int frames)
    {
        using var files = new ModelCopy(version);
        _models.Serve(PostureModel.Load(files.Path));
        WindowFeatures[] asked = [.. ModelFolder.Read(files.Path).Golden.Vectors.Take(frames)
            .Select(vector => new WindowFeatures(new FeatureVector(vector.Features), vector.Profile))];
        Prediction[] alone = [.. asked.Select(window => _models.Classify(window)!)];

        Task<PushReply>[] together = [.. asked.Select((window, number) => _batch.Add(WaitingFrames.Of(number, window)))];
        Assert.Equal(asked.Length, _batch.Count);
        _batch.Run();

        for (int i = 0; i < asked.Length; i++)
        {
            Prediction prediction = (await together[i]).Prediction!;
            Assert.Equal(alone[i].Posture, prediction.Posture);
            Assert.All(prediction.Probabilities, (value, label) => Assert.Equal(alone[i].Probabilities[label], value, 1e-6f));
        }

        Assert.Equal(0, _batch.Count);
    }

    [Fact]
    public async Task Whoever_is_answered_is_in_the_spool_with_what_was_answered()
    {
        using var files = new ModelCopy();
        _models.Serve(PostureModel.Load(files.Path));
        Task<PushReply>[] callers = [_batch.Add(WaitingFrames.Numbered(1)), _batch.Add(WaitingFrames.Numbered(2))];
        Task<IReadOnlyList<PredictionRecord>> spooled = callers[0].ContinueWith(
            _ => _spool.Peek(10).Records, TestContext.Current.CancellationToken, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        _batch.Run();

        IReadOnlyList<PredictionRecord> records = await spooled;
        PushReply[] replies = await Task.WhenAll(callers);
        Assert.Equal([1, 2], records.Select(record => record.Sequence));
        Assert.Equal(replies.Select(reply => reply.Prediction!.Probabilities), records.Select(record => record.Probabilities));
        Assert.Equal(("mina", 1000, -12.5), (records[0].UserId, records[0].TimestampMs, records[0].PitchDegrees));
        Assert.Equal(("127.0.0.1", "test", "1.0.0"), (records[0].ClientIp, records[0].UserAgent, records[0].ModelVersion));
    }

    [Fact]
    public async Task What_the_log_cannot_take_is_given_to_nobody()
    {
        using var files = new ModelCopy();
        _models.Serve(PostureModel.Load(files.Path));
        (int next, _) = _spool.AppendUntilRefused(0);
        Task<PushReply>[] callers = [_batch.Add(WaitingFrames.Numbered(1)), _batch.Add(WaitingFrames.Numbered(2))];
        _batch.Run();

        Assert.All(await Task.WhenAll(callers), reply => Assert.Equal(new PushReply(PushOutcome.LogUnavailable), reply));
        Assert.Equal(next, _spool.TakeAll().Length);
    }

    [Fact]
    public async Task A_frame_without_an_answer_fails_alone()
    {
        using var files = new ModelCopy();
        _models.Serve(PostureModel.Load(files.Path));
        Task<PushReply> good = _batch.Add(WaitingFrames.Numbered(1));
        Task<PushReply> bad = _batch.Add(WaitingFrames.Unanswerable(2));
        Task<PushReply> alsoGood = _batch.Add(WaitingFrames.Numbered(3));
        _batch.Run();

        Assert.NotNull((await good).Prediction);
        Assert.NotNull((await alsoGood).Prediction);
        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        Assert.Equal([1, 3], _spool.TakeAll());
        Assert.Equal(0, _batch.Count);
    }

    [Fact]
    public async Task Without_a_model_every_caller_hears_that_there_is_none()
    {
        Task<PushReply>[] callers = [_batch.Add(WaitingFrames.Numbered(1)), _batch.Add(WaitingFrames.Numbered(2))];
        _batch.Run();

        Assert.All(await Task.WhenAll(callers), reply => Assert.Equal(new PushReply(PushOutcome.ModelNotLoaded), reply));
        Assert.Empty(_spool.TakeAll());
    }

    [Fact]
    public async Task A_spool_that_is_closed_leaves_no_caller_waiting()
    {
        using var files = new ModelCopy();
        _models.Serve(PostureModel.Load(files.Path));
        _spool.Dispose();
        Task<PushReply> caller = _batch.Add(WaitingFrames.Numbered(1));
        _batch.Run();

        await Assert.ThrowsAnyAsync<Exception>(() => caller.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        Assert.Equal(0, _batch.Count);
    }

    [Fact]
    public void It_has_room_for_what_one_run_takes()
    {
        for (int i = 0; i < PostureClassifier.MaxWindows; i++)
        {
            Assert.Equal(PostureClassifier.MaxWindows - i, _batch.Room);
            _batch.Add(WaitingFrames.Numbered(i));
        }

        Assert.Equal(0, _batch.Room);
    }
}
