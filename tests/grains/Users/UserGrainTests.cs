using System.Text.Json;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Interfaces.Users;
using Posture.Grains.PredictionLog;
using Posture.Grains.Tests.Support;

namespace Posture.Grains.Tests.Users;

public sealed class UserGrainTests(UserCluster cluster) : IClassFixture<UserCluster>
{
    private readonly string _id = UserCluster.NewId();

    private IUserGrain User => cluster.User(_id);

    [Fact]
    public async Task A_push_before_the_attach_is_turned_away()
    {
        PushReply reply = await User.Push(new(Guid.NewGuid(), UserCluster.Frame(0)));

        Assert.Equal(new PushReply(PushOutcome.NotAttached), reply);
        Assert.Empty(cluster.Spooled(_id));
    }

    [Fact]
    public async Task A_push_is_predicted_and_spooled_with_everything_that_the_log_keeps()
    {
        DeviceConnection connection = cluster.Connection();
        await User.Attach(connection, []);
        Prediction prediction = await PredictAsync(connection, UserCluster.Frame(0));

        Assert.Equal(8, prediction.Probabilities.Length);
        Assert.Equal(1, prediction.Probabilities.Sum(), 0.001);
        Assert.Equal(prediction.Probabilities.Max(), prediction.Confidence);
        Assert.Equal(prediction.Confidence, prediction.Probabilities[prediction.Posture]);
        PredictionRecord record = Assert.Single(cluster.Spooled(_id));
        Assert.Equal((UserCluster.Frame(0).ReceivedAtUnixMicros, 1, 0), (record.ReceivedAtUnixMicros, record.StreamId, record.Sequence));
        Assert.Equal((15_420, -5), (record.TimestampMs, record.PitchDegrees));
        Assert.Equal((prediction.Posture, prediction.Confidence), (record.Posture, record.Confidence));
        Assert.Equal(("2.1.0", "127.0.0.1", "테스트/1.0"), (record.ModelVersion, record.ClientIp, record.UserAgent));
    }

    // A slope over no time would be infinite, its probabilities no numbers, and no store would take the record.
    [Fact]
    public async Task Frames_a_hair_apart_are_predicted_in_numbers()
    {
        DeviceConnection connection = cluster.Connection();
        await User.Attach(connection, []);
        await PredictAsync(connection, UserCluster.Frame(0) with { Frame = new PitchFrame(0, -180) });
        Prediction prediction = await PredictAsync(
            connection, UserCluster.Frame(1) with { Frame = new PitchFrame(1e-40, 180) });

        Assert.Equal(1, prediction.Probabilities.Sum(), 0.001);
    }

    [Fact]
    public async Task A_lost_activation_predicts_as_before_once_it_is_given_the_recent_frames()
    {
        DeviceConnection connection = cluster.Connection();
        await User.Attach(connection, []);
        foreach (StampedFrame frame in UserCluster.Frames(15))
            await PredictAsync(connection, frame);

        await cluster.DeactivateAsync(User);
        Assert.Equal(PushOutcome.NotAttached, (await User.Push(new(connection.Id, UserCluster.Frame(15)))).Outcome);
        await User.Attach(connection, [.. UserCluster.Frames(15)]);
        Prediction rebuilt = await PredictAsync(connection, UserCluster.Frame(15));

        AssertSame(await UninterruptedAsync(16), rebuilt);
        Assert.Equal(10, (await User.Describe())!.Window.FrameCount);
    }

    [Fact]
    public async Task A_retried_frame_gets_the_same_reply_and_is_spooled_once()
    {
        DeviceConnection connection = cluster.Connection();
        await User.Attach(connection, []);
        Prediction first = await PredictAsync(connection, UserCluster.Frame(0));

        AssertSame(first, await PredictAsync(connection, UserCluster.Frame(0)));
        Assert.Single(cluster.Spooled(_id));
        Assert.Equal(1, (await User.Describe())!.Window.FrameCount);
    }

    [Fact]
    public async Task A_newer_connection_replaces_the_older_one_and_its_frontend_is_told()
    {
        DeviceConnection older = cluster.Connection(), newer = cluster.Connection();
        await User.Attach(older, []);
        await User.Attach(newer, []);

        await Eventually.HoldsAsync(() => cluster.Frontend.ReplacedConnections.Contains(older.Id));
        Assert.Equal(new PushReply(PushOutcome.NotAttached), await User.Push(new(older.Id, UserCluster.Frame(0))));
        Assert.False(await User.Attach(older, []));
        await User.Detach(older.Id);
        await PredictAsync(newer, UserCluster.Frame(0));
        Assert.DoesNotContain(newer.Id, cluster.Frontend.ReplacedConnections);
    }

    [Fact]
    public async Task An_older_connection_that_attaches_first_after_a_loss_gives_way_to_the_newer()
    {
        DeviceConnection older = cluster.Connection(), newer = cluster.Connection();
        await User.Attach(newer, []);
        await cluster.DeactivateAsync(User);

        Assert.True(await User.Attach(older, []));
        Assert.Equal(new PushReply(PushOutcome.NotAttached), await User.Push(new(newer.Id, UserCluster.Frame(0))));
        Assert.True(await User.Attach(newer, []));
        await Eventually.HoldsAsync(() => cluster.Frontend.ReplacedConnections.Contains(older.Id));
        await PredictAsync(newer, UserCluster.Frame(0));
    }

    [Fact]
    public async Task Attaching_the_same_connection_again_tells_nobody()
    {
        DeviceConnection connection = cluster.Connection();
        await User.Attach(connection, []);
        await User.Attach(connection, [.. UserCluster.Frames(3)]);

        Assert.Equal(3, (await User.Describe())!.Window.FrameCount);
        Assert.DoesNotContain(connection.Id, cluster.Frontend.ReplacedConnections);
    }

    [Fact]
    public async Task A_new_stream_begins_with_an_empty_window()
    {
        DeviceConnection connection = cluster.Connection();
        await User.Attach(connection, []);
        foreach (StampedFrame frame in UserCluster.Frames(5))
            await PredictAsync(connection, frame);
        await PredictAsync(connection, UserCluster.Frame(0, stream: 2));

        UserStatus status = (await User.Describe())!;
        Assert.Equal((1, 2L), (status.Window.FrameCount, status.StreamId));
    }

    [Fact]
    public async Task A_new_connection_begins_with_an_empty_window()
    {
        DeviceConnection older = cluster.Connection();
        await User.Attach(older, []);
        foreach (StampedFrame frame in UserCluster.Frames(5))
            await PredictAsync(older, frame);
        await User.Attach(cluster.Connection(), []);

        Assert.Equal(new WindowStatus(0, 0, 0), (await User.Describe())!.Window);
    }

    [Fact]
    public async Task Nothing_is_known_of_a_user_never_seen() => Assert.Null(await User.Describe());

    [Fact]
    public async Task A_user_is_described_while_connected_and_remembered_after()
    {
        DeviceConnection connection = cluster.Connection();
        await User.Attach(connection, []);
        foreach (StampedFrame frame in UserCluster.Frames(6))
            await PredictAsync(connection, frame);
        UserStatus connected = (await User.Describe())!;
        await User.Detach(connection.Id);
        await cluster.DeactivateAsync(User);
        UserStatus remembered = (await User.Describe())!;

        Assert.Equal((true, 1L, new WindowStatus(6, 5_000, 0.5)), (connected.IsConnected, connected.StreamId, connected.Window));
        Assert.False(remembered.IsConnected);
        Assert.Equal(connected.FirstSeenUnixMs, remembered.FirstSeenUnixMs);
        Assert.Equal(UserCluster.Frame(5).Frame, remembered.LastPrediction!.Frame);
        AssertSame(connected.LastPrediction!.Prediction, remembered.LastPrediction.Prediction);
    }

    private async Task<Prediction> PredictAsync(DeviceConnection connection, StampedFrame frame)
    {
        PushReply reply = await User.Push(new(connection.Id, frame));
        Assert.Equal(PushOutcome.Predicted, reply.Outcome);
        return reply.Prediction!;
    }

    private async Task<Prediction> UninterruptedAsync(int count)
    {
        IUserGrain other = cluster.User(UserCluster.NewId());
        DeviceConnection connection = cluster.Connection();
        await other.Attach(connection, []);
        PushReply reply = default;
        foreach (StampedFrame frame in UserCluster.Frames(count))
            reply = await other.Push(new(connection.Id, frame));
        return reply.Prediction!;
    }

    // A record's own equality compares the array of probabilities by reference.
    private static void AssertSame(Prediction expected, Prediction actual) =>
        Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(actual));
}
