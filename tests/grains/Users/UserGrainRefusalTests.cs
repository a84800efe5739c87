using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Streams;
using Posture.Grains.Interfaces.Users;
using Posture.Grains.Tests.PredictionLog;

namespace Posture.Grains.Tests.Users;

/// <summary>Silos that cannot answer a frame.</summary>
public sealed class UserGrainRefusalTests
{
    private const string Id = "mina";

    [Fact]
    public async Task A_prediction_that_cannot_be_spooled_is_not_given_out_until_it_can()
    {
        await using var cluster = new UserCluster();
        cluster.SpoolOptions.SpoolCapacityBytes = 2_000;
        await cluster.InitializeAsync();
        DeviceConnection connection = cluster.Connection();
        await cluster.User(Id).Attach(connection, []);
        (int next, _) = cluster.Spool.AppendUntilRefused(0);

        for (int attempt = 0; attempt < 3; attempt++)
            Assert.Equal(
                new PushReply(PushOutcome.LogUnavailable), await cluster.User(Id).Push(new(connection.Id, UserCluster.Frame(0))));
        Assert.DoesNotContain(cluster.Spooled(Id), record => record.UserAgent == connection.UserAgent);

        Assert.Equal(next, cluster.Spool.TakeAll().Length);
        PushReply reply = await cluster.User(Id).Push(new(connection.Id, UserCluster.Frame(0)));
        Assert.Equal(PushOutcome.Predicted, reply.Outcome);
        Assert.Single(cluster.Spooled(Id));
        Assert.Equal(1, (await cluster.User(Id).Describe())!.Window.FrameCount);
    }

    [Fact]
    public async Task Without_a_model_nothing_is_predicted_and_nothing_is_logged()
    {
        await using var cluster = new UserCluster { HasModel = false };
        await cluster.InitializeAsync();
        DeviceConnection connection = cluster.Connection();
        await cluster.User(Id).Attach(connection, []);

        Assert.Equal(
            new PushReply(PushOutcome.ModelNotLoaded), await cluster.User(Id).Push(new(connection.Id, UserCluster.Frame(0))));
        Assert.Empty(cluster.Spooled(Id));
    }

    [Fact]
    public async Task A_batch_that_does_not_fit_into_the_spool_is_not_acknowledged_and_taken_later()
    {
        await using var cluster = new UserCluster();
        cluster.SpoolOptions.SpoolCapacityBytes = 40_000;
        await cluster.InitializeAsync();
        DeviceConnection connection = cluster.Connection();
        await cluster.Stream(Id).Open(connection);
        var batch = new FrameBatch(
            0, [.. UserCluster.Frames(100).Select(frame => frame.Frame)], UnixMicros.From(TimeProvider.System.GetUtcNow()));
        (int next, _) = cluster.Spool.AppendUntilRefused(0);

        Assert.Equal(new BatchReply(BatchOutcome.LogUnavailable, -1), await cluster.Stream(Id).PushBatch(connection.Id, batch));
        Assert.Equal(next, cluster.Spool.TakeAll().Length);

        BatchReply reply = await cluster.Stream(Id).PushBatch(connection.Id, batch);
        Assert.Equal((BatchOutcome.Predicted, 99), (reply.Outcome, reply.Acknowledged));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (long)i), cluster.Spool.TakeAll());
    }

    [Fact]
    public async Task Without_a_model_no_frame_of_a_batch_is_acknowledged()
    {
        await using var cluster = new UserCluster { HasModel = false };
        await cluster.InitializeAsync();
        DeviceConnection connection = cluster.Connection();

        Assert.Null((await cluster.Stream(Id).Open(connection)).ModelVersion);
        Assert.Equal(
            new BatchReply(BatchOutcome.ModelNotLoaded, -1),
            await cluster.Stream(Id).PushBatch(connection.Id, new FrameBatch(0, [new PitchFrame(0, 1)], 1)));
        Assert.Empty(cluster.Spooled(Id));
    }
}
