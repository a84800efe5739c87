using System.Collections.Immutable;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Users;
using Posture.Grains.Tests.Users;

namespace Posture.Grains.Tests.Calibration;

/// <summary>Calibration as the user's grain does it, in a cluster with a storage that can fail.</summary>
public sealed class UserCalibrationTests(UserCluster cluster) : IClassFixture<UserCluster>
{
    private readonly string _id = UserCluster.NewId();

    private IUserCalibrationGrain Calibration => cluster.Calibration(_id);

    private IUserGrain User => cluster.User(_id);

    [Fact]
    public async Task A_calibration_outlives_its_activation()
    {
        Assert.Equal(CaptureState.Done, (await Calibration.Calibrate(2, Held(20))).State);
        await cluster.DeactivateAsync(User);

        Assert.Equal(2, Assert.Single((await Calibration.Status()).Postures).Posture);
    }

    [Fact]
    public async Task A_calibration_that_cannot_be_stored_is_not_in_use()
    {
        cluster.Storage.WriteFaults[_id] = new IOException("the database is down");
        CaptureStatus refused = await Calibration.Calibrate(2, Held(20));
        Assert.Equal(CaptureState.Rejected, refused.State);
        Assert.Contains("could not be stored", refused.Reason, StringComparison.Ordinal);
        Assert.Empty((await Calibration.Status()).Postures);

        cluster.Storage.WriteFaults.Clear();
        Assert.Equal(CaptureState.Done, (await Calibration.Calibrate(2, Held(20))).State);
    }

    [Fact]
    public async Task What_cannot_be_read_is_not_written_over()
    {
        await Calibration.Calibrate(2, Held(20));
        cluster.Storage.ReadFaults[_id] = new IOException("the database is down");
        await cluster.DeactivateAsync(User);
        Assert.Equal(CaptureState.Rejected, (await Calibration.Calibrate(5, Held(20))).State);
        Assert.False(await Calibration.Forget(null));

        cluster.Storage.ReadFaults.Clear();
        Assert.Equal(CaptureState.Done, (await Calibration.Calibrate(5, Held(20))).State);
        Assert.Equal([2, 5], (await Calibration.Status()).Postures.Select(posture => posture.Posture));
    }

    [Fact]
    public async Task A_capture_begins_anew_with_a_new_stream()
    {
        DeviceConnection connection = cluster.Connection();
        await User.Attach(connection, []);
        Assert.True(await Calibration.BeginCapture(3, seconds: 10));
        for (int i = 0; i < 8; i++)
            await User.Push(new(connection.Id, UserCluster.Frame(i) with { Frame = new PitchFrame(i * 1000, 10) }));
        for (int i = 0; i <= 10; i++)
        {
            Assert.Equal(CaptureState.Capturing, (await Calibration.Status()).Capture!.State);
            await User.Push(new(connection.Id, UserCluster.Frame(i, stream: 2) with { Frame = new PitchFrame(i * 1000, 20) }));
        }

        CalibrationStatus status = await Calibration.Status();
        Assert.Equal(CaptureState.Done, status.Capture!.State);
        Assert.Equal(20, Assert.Single(status.Postures).PitchDegrees, 1e-6);
    }

    [Fact]
    public async Task A_rejected_capture_leaves_the_earlier_one_in_use()
    {
        await Calibration.Calibrate(2, Held(20));
        Assert.Equal(CaptureState.Rejected, (await Calibration.Calibrate(2, Held(2))).State);

        Assert.Equal(20, Assert.Single((await Calibration.Status()).Postures).FrameCount);
    }

    private static ImmutableArray<PitchFrame> Held(int seconds) =>
        [.. Enumerable.Range(0, seconds).Select(i => new PitchFrame(i * 1000, 10 + (i % 3)))];
}
