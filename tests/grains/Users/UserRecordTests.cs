using Orleans.Storage;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Interfaces.Users;
using Posture.Grains.Tests.Support;

namespace Posture.Grains.Tests.Users;

public sealed class UserRecordTests(UserCluster cluster) : IClassFixture<UserCluster>
{
    private readonly string _id = UserCluster.NewId();

    private IUserGrain User => cluster.User(_id);

    [Fact]
    public async Task An_anonymous_user_leaves_nothing_behind()
    {
        DeviceConnection connection = cluster.Connection(isAnonymous: true);
        await User.Attach(connection, []);
        await PredictAsync(connection, UserCluster.Frame(0));
        Assert.True((await User.Describe())!.IsConnected);
        await User.Detach(connection.Id);
        await cluster.DeactivateAsync(User);

        Assert.Null(await User.Describe());
        Assert.False(cluster.Storage.Writes.ContainsKey(_id));
    }

    [Fact]
    public async Task A_name_without_a_prediction_leaves_nothing_behind()
    {
        DeviceConnection connection = cluster.Connection();
        await User.Attach(connection, []);
        await User.Detach(connection.Id);

        Assert.False(cluster.Storage.Writes.ContainsKey(_id));
    }

    [Fact]
    public async Task The_latest_prediction_outlives_an_activation_that_goes_while_the_device_is_connected()
    {
        DeviceConnection connection = cluster.Connection();
        await User.Attach(connection, []);
        await PredictAsync(connection, UserCluster.Frame(0));
        await cluster.DeactivateAsync(User);

        Assert.Equal(UserCluster.Frame(0).Frame, (await User.Describe())!.LastPrediction!.Frame);
    }

    [Fact]
    public async Task A_storage_that_cannot_write_costs_the_wearer_nothing()
    {
        cluster.Storage.WriteFaults[_id] = new IOException("the database is down");
        DeviceConnection connection = cluster.Connection();
        await User.Attach(connection, []);
        await PredictAsync(connection, UserCluster.Frame(0));
        await User.Detach(connection.Id);

        Assert.Equal(1, cluster.Storage.Writes[_id]);
    }

    [Fact]
    public async Task A_storage_that_cannot_read_costs_the_wearer_nothing()
    {
        cluster.Storage.ReadFaults[_id] = new IOException("the database is down");
        DeviceConnection connection = cluster.Connection();
        await User.Attach(connection, []);

        await PredictAsync(connection, UserCluster.Frame(0));
    }

    [Fact]
    public async Task A_record_that_somebody_else_wrote_first_is_read_again()
    {
        DeviceConnection first = cluster.Connection(), second = cluster.Connection();
        await User.Attach(first, []);
        await PredictAsync(first, UserCluster.Frame(0));
        cluster.Storage.WriteFaults[_id] = new InconsistentStateException("written elsewhere");
        await User.Detach(first.Id);
        cluster.Storage.WriteFaults.Clear();

        // The activation that met the conflict is gone, and with it what it held.
        await Eventually.HoldsAsync(() => User.Describe().Result is null);
        await User.Attach(second, []);
        await PredictAsync(second, UserCluster.Frame(1));
        await User.Detach(second.Id);
        await cluster.DeactivateAsync(User);
        Assert.Equal(UserCluster.Frame(1).Frame, (await User.Describe())!.LastPrediction!.Frame);
    }

    private async Task<Prediction> PredictAsync(DeviceConnection connection, StampedFrame frame)
    {
        PushReply reply = await User.Push(new(connection.Id, frame));
        Assert.Equal(PushOutcome.Predicted, reply.Outcome);
        return reply.Prediction!;
    }
}
