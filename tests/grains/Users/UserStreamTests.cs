using System.Collections.Immutable;
using Posture.Grains.Interfaces.Alerts;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Streams;
using Posture.Grains.Interfaces.Users;
using Posture.Grains.PredictionLog;
using Posture.Grains.Tests.PredictionLog;
using Posture.Grains.Tests.Support;

namespace Posture.Grains.Tests.Users;

public sealed class UserStreamTests(UserCluster cluster) : IClassFixture<UserCluster>
{
    private readonly string _id = UserCluster.NewId();
    private long _receivedAt = UnixMicros.From(TimeProvider.System.GetUtcNow());

    private IUserStreamGrain User => cluster.Stream(_id);

    [Fact]
    public async Task A_batch_is_predicted_frame_by_frame_as_single_frames_are()
    {
        DeviceConnection connection = cluster.Connection();
        StreamReply stream = await User.Open(connection);
        BatchReply reply = await User.PushBatch(connection.Id, Batch(0, 20));

        Assert.Equal((StreamOutcome.Opened, -1, "2.1.0"), (stream.Outcome, stream.Acknowledged, stream.ModelVersion));
        Assert.Equal((BatchOutcome.Predicted, 19), (reply.Outcome, reply.Acknowledged));
        PredictionRecord[] records = [.. cluster.Spooled(_id)];
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (long)i), records.Select(record => record.Sequence));
        Assert.All(records, record => Assert.Equal(stream.StreamId, record.StreamId));
        AssertClose(await SinglyAsync(20), records);
    }

    [Theory]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(130)]
    public async Task A_batch_of_any_size_gets_what_its_frames_would_have_got_one_by_one(int count)
    {
        FrameBatch all = Wavering(count + 30);
        DeviceConnection connection = await OpenAsync();
        await User.PushBatch(connection.Id, all with { Frames = all.Frames[..30] });
        BatchReply reply = await User.PushBatch(
            connection.Id, all with { FirstSequence = 30, Frames = all.Frames[30..], ReceivedAtUnixMicros = _receivedAt += 1_000 });

        string other = UserCluster.NewId();
        DeviceConnection singly = cluster.Connection();
        await cluster.Stream(other).Open(singly);
        foreach (PitchFrame frame in all.Frames)
            await cluster.Stream(other).PushBatch(
                singly.Id, all with { FirstSequence = all.Frames.IndexOf(frame), Frames = [frame], ReceivedAtUnixMicros = _receivedAt += 1_000 });

        PredictionRecord[] records = [.. cluster.Spooled(_id)];
        Assert.Equal(count + 29, reply.Acknowledged);
        Assert.Equal(Enumerable.Range(0, count + 30).Select(i => (long)i), records.Select(record => record.Sequence));
        AssertClose(cluster.Spooled(other).Select(record => record.Confidence), records);
        Assert.Equal(records[^1].Probabilities, reply.Prediction!.Probabilities);
    }

    [Fact]
    public async Task A_batch_that_is_pushed_again_gets_its_reply_and_is_logged_once()
    {
        DeviceConnection connection = await OpenAsync();
        FrameBatch batch = Batch(0, 5);
        BatchReply first = await User.PushBatch(connection.Id, batch);
        BatchReply again = await User.PushBatch(connection.Id, batch);

        Assert.Equal(first.Prediction!.Probabilities, again.Prediction!.Probabilities);
        Assert.Equal(5, cluster.Spooled(_id).Count());
    }

    [Fact]
    public async Task Frames_that_are_sent_again_are_left_out_and_missing_ones_asked_for()
    {
        DeviceConnection connection = await OpenAsync();
        await User.PushBatch(connection.Id, Batch(0, 5));

        Assert.Equal(new BatchReply(BatchOutcome.Duplicate, 4), await User.PushBatch(connection.Id, Batch(1, 3)));
        Assert.Equal(new BatchReply(BatchOutcome.OutOfOrder, 4), await User.PushBatch(connection.Id, Batch(6, 3)));
        Assert.Equal(9, (await User.PushBatch(connection.Id, Batch(3, 7))).Acknowledged);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (long)i), cluster.Spooled(_id).Select(record => record.Sequence));
    }

    [Fact]
    public async Task A_stream_outlives_its_activation_and_resent_frames_get_their_old_keys()
    {
        DeviceConnection connection = cluster.Connection();
        StreamReply stream = await User.Open(connection);
        await User.PushBatch(connection.Id, Batch(0, 5));
        await User.PushBatch(connection.Id, Batch(5, 5));
        cluster.Storage.WriteFaults[_id] = new IOException("the process was killed");
        await cluster.DeactivateAsync(cluster.User(_id));
        cluster.Storage.WriteFaults.Clear();
        Assert.Equal(BatchOutcome.NotAttached, (await User.PushBatch(connection.Id, Batch(5, 5))).Outcome);

        StreamReply resumed = await User.Resume(connection, stream.Secret, []);
        await User.PushBatch(connection.Id, Batch(5, 5));

        Assert.Equal((StreamOutcome.Resumed, stream.StreamId, -1), (resumed.Outcome, resumed.StreamId, resumed.Acknowledged));
        Assert.Equal(15, cluster.Spooled(_id).Count());
        Assert.Equal(10, cluster.Spooled(_id).DistinctBy(Key).Count());
    }

    [Fact]
    public async Task Storage_is_written_when_a_stream_begins_and_not_for_every_batch()
    {
        DeviceConnection connection = await OpenAsync();
        for (int i = 0; i < 50; i++)
            await User.PushBatch(connection.Id, Batch(i * 10, 10));

        Assert.Equal(1, cluster.Storage.Writes[_id]);
    }

    [Fact]
    public async Task A_storage_that_refuses_costs_no_frame()
    {
        cluster.Storage.WriteFaults[_id] = new IOException("the database is down");
        DeviceConnection connection = await OpenAsync();

        Assert.Equal(BatchOutcome.Predicted, (await User.PushBatch(connection.Id, Batch(0, 5))).Outcome);
        Assert.Equal(5, cluster.Spooled(_id).Count());
    }

    [Fact]
    public async Task An_anonymous_stream_can_be_resumed_and_leaves_nothing_behind()
    {
        DeviceConnection connection = cluster.Connection(isAnonymous: true);
        StreamReply stream = await User.Open(connection);
        await User.PushBatch(connection.Id, Batch(0, 5));
        await cluster.User(_id).Detach(connection.Id);

        StreamReply resumed = await User.Resume(cluster.Connection(isAnonymous: true), stream.Secret, []);
        Assert.Equal((StreamOutcome.Resumed, 4), (resumed.Outcome, resumed.Acknowledged));
        Assert.False(cluster.Storage.Writes.ContainsKey(_id));
    }

    [Fact]
    public async Task A_wrong_secret_resumes_nothing_and_a_connection_without_a_stream_ends_it()
    {
        DeviceConnection connection = cluster.Connection();
        StreamReply stream = await User.Open(connection);
        await User.PushBatch(connection.Id, Batch(0, 5));

        Assert.Equal(StreamOutcome.Unknown, (await User.Resume(cluster.Connection(), "wrong", [])).Outcome);
        await cluster.User(_id).Attach(cluster.Connection(), []);
        Assert.Equal(StreamOutcome.Unknown, (await User.Resume(cluster.Connection(), stream.Secret, [])).Outcome);
    }

    [Fact]
    public async Task A_resumed_stream_goes_on_with_its_window_or_with_the_frames_that_it_is_given()
    {
        DeviceConnection connection = cluster.Connection();
        StreamReply stream = await User.Open(connection);
        await User.PushBatch(connection.Id, Batch(0, 6));
        await User.Resume(cluster.Connection(), stream.Secret, [new PitchFrame(0, 0)]);
        Assert.Equal(6, (await cluster.User(_id).Describe())!.Window.FrameCount);

        await cluster.DeactivateAsync(cluster.User(_id));
        await User.Resume(cluster.Connection(), stream.Secret, Batch(0, 4).Frames);
        Assert.Equal(4, (await cluster.User(_id).Describe())!.Window.FrameCount);
    }

    [Fact]
    public async Task An_alert_is_told_to_the_device_by_its_own_clock_and_old_frames_raise_none()
    {
        await cluster.Calibration(_id).Calibrate(0, Held(-30));
        await cluster.Calibration(_id).Calibrate(2, Held(10));
        await cluster.Alerts(_id).Configure(AlertSettings.Default with { AfterSeconds = 0 });
        DeviceConnection connection = await OpenAsync();

        await User.PushBatch(connection.Id, Batch(0, 21, pitch: 10) with { DeviceNowMs = 60_000 });
        Assert.Null((await cluster.Alerts(_id).Alerts()).Raised);
        await User.PushBatch(connection.Id, Batch(21, 40, pitch: 10));
        Assert.NotNull((await cluster.Alerts(_id).Alerts()).Raised);

        await Eventually.HoldsAsync(() => Told(connection).Length == 1);
        AlertNotice alert = Told(connection)[0];
        Assert.Equal((true, 2), (alert.IsRaised, alert.Posture));
        Assert.InRange(alert.SinceDeviceMs, 60_000, 120_000);
    }

    [Fact]
    public async Task Whoever_is_erased_has_no_stream_to_resume()
    {
        DeviceConnection connection = cluster.Connection();
        StreamReply stream = await User.Open(connection);
        await User.PushBatch(connection.Id, Batch(0, 5));
        Task<bool> erasing = cluster.User(_id).Erase();
        await Eventually.HoldsAsync(() => Task.FromResult(erasing.IsCompleted), () => cluster.Spool.TakeAll());

        Assert.Equal(StreamOutcome.Unknown, (await User.Resume(cluster.Connection(), stream.Secret, [])).Outcome);
        Assert.Equal(BatchOutcome.NotAttached, (await User.PushBatch(connection.Id, Batch(5, 5))).Outcome);
    }

    private AlertNotice[] Told(DeviceConnection connection) =>
        [.. cluster.Frontend.Alerts.Where(told => told.Connection == connection.Id).Select(told => told.Alert)];

    private static (long, long, long) Key(PredictionRecord record) =>
        (record.ReceivedAtUnixMicros, record.StreamId, record.Sequence);

    private async Task<DeviceConnection> OpenAsync()
    {
        DeviceConnection connection = cluster.Connection();
        await User.Open(connection);
        return connection;
    }

    // A run of the model over several windows adds up in another order than a run over one.
    private static void AssertClose(IEnumerable<float> expected, PredictionRecord[] actual) => Assert.All(
        expected.Zip(actual, (confidence, record) => (Expected: confidence, Actual: record.Confidence)),
        pair => Assert.Equal(pair.Expected, pair.Actual, 1e-6f));

    // Every batch comes a little later, so that the same frames in two of them are a device's repetition.
    private FrameBatch Batch(int first, int count, double? pitch = null) => new(
        first,
        [.. Enumerable.Range(first, count).Select(i => pitch is null ? UserCluster.Frame(i).Frame : new PitchFrame(i * 1000, pitch.Value + i % 2 * 0.5))],
        _receivedAt += 1_000);

    // 50 Hz with some frames that overtake others.
    private FrameBatch Wavering(int count) => new(
        0,
        [.. Enumerable.Range(0, count).Select(i => new PitchFrame(i * 20 - i % 7 * 30, 10 * Math.Sin(i * 0.1) + i * 0.01))],
        _receivedAt += 1_000);

    private static ImmutableArray<PitchFrame> Held(double pitch) =>
        [.. Enumerable.Range(0, 21).Select(i => new PitchFrame(i * 1000, pitch + i % 2 * 0.5))];

    private async Task<IEnumerable<float>> SinglyAsync(int count)
    {
        string id = UserCluster.NewId();
        DeviceConnection connection = cluster.Connection();
        await cluster.User(id).Attach(connection, []);
        foreach (StampedFrame frame in UserCluster.Frames(count))
            await cluster.User(id).Push(new(connection.Id, frame));
        return cluster.Spooled(id).Select(record => record.Confidence);
    }
}
