using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Streams;
using Posture.Grains.Interfaces.Users;

namespace Posture.Grains.Tests.Users;

/// <summary>Users who go to another silo, as they do when silos come.</summary>
public sealed class UserMoveTests : IAsyncLifetime
{
    private readonly UserCluster _cluster = new() { SiloCount = 2 };
    private readonly string _id = UserCluster.NewId();

    private IUserGrain User => _cluster.User(_id);

    public ValueTask InitializeAsync() => _cluster.InitializeAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_v1_device_does_not_notice()
    {
        DeviceConnection connection = _cluster.Connection();
        await User.Attach(connection, []);
        foreach (StampedFrame frame in UserCluster.Frames(10))
            await User.Push(new(connection.Id, frame));
        await _cluster.MoveAsync(User);

        PushReply reply = await User.Push(new(connection.Id, UserCluster.Frame(10)));
        UserStatus status = (await User.Describe())!;
        Assert.Equal(PushOutcome.Predicted, reply.Outcome);
        Assert.Equal((true, 10), (status.IsConnected, status.Window.FrameCount));
    }

    [Fact]
    public async Task A_frame_that_is_pushed_again_after_the_move_joins_the_window_once()
    {
        DeviceConnection connection = _cluster.Connection();
        await User.Attach(connection, []);
        foreach (StampedFrame frame in UserCluster.Frames(5))
            await User.Push(new(connection.Id, frame));
        await _cluster.MoveAsync(User);

        await User.Push(new(connection.Id, UserCluster.Frame(4)));
        Assert.Equal(5, (await User.Describe())!.Window.FrameCount);
    }

    [Fact]
    public async Task The_stream_of_somebody_of_whom_nothing_is_stored_goes_on()
    {
        IUserStreamGrain stream = _cluster.Stream(_id);
        DeviceConnection connection = _cluster.Connection(isAnonymous: true);
        StreamReply opened = await stream.Open(connection);
        await stream.PushBatch(connection.Id, Batch(0, 5));
        await _cluster.MoveAsync(User);

        BatchReply reply = await stream.PushBatch(connection.Id, Batch(5, 5));
        Assert.Equal((BatchOutcome.Predicted, 9), (reply.Outcome, reply.Acknowledged));
        await User.Detach(connection.Id);
        await _cluster.MoveAsync(User);
        StreamReply resumed = await stream.Resume(_cluster.Connection(isAnonymous: true), opened.Secret, []);
        Assert.Equal((StreamOutcome.Resumed, opened.StreamId, 9), (resumed.Outcome, resumed.StreamId, resumed.Acknowledged));
    }

    private static FrameBatch Batch(int first, int count) => new(
        first,
        [.. Enumerable.Range(first, count).Select(i => new PitchFrame(i * 1000, 12))],
        UnixMicros.From(TimeProvider.System.GetUtcNow()),
        null);
}
