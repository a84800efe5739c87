using System.Collections.Immutable;
using Posture.Grains.Alerts;
using Posture.Grains.Interfaces.Alerts;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Users;

namespace Posture.Grains.Tests.Users;

public sealed class UserGrainAlertTests(UserCluster cluster) : IClassFixture<UserCluster>
{
    private static readonly AlertSettings AtOnce = AlertSettings.Default with { AfterSeconds = 0 };

    private readonly string _id = UserCluster.NewId();
    private int _sequence;

    private IUserGrain User => cluster.User(_id);

    private IUserAlertsGrain Alerts => cluster.Alerts(_id);

    [Fact]
    public async Task A_stranger_is_left_in_peace_and_told_why()
    {
        AlertStatus status = await Alerts.Alerts();

        Assert.Equal(QuietReason.NotCalibrated, status.Quiet);
        Assert.True(status.IsDefault);
        Assert.Null(status.Stable);
    }

    [Fact]
    public async Task A_slouch_of_somebody_who_has_calibrated_is_raised_once_and_published()
    {
        await CalibrateAsync();
        await Alerts.Configure(AtOnce);
        DeviceConnection connection = await AttachAsync();
        for (int i = 0; i < 20; i++)
            await PushAsync(connection, pitch: 10);

        AlertStatus status = await Alerts.Alerts();
        Assert.Equal(2, status.Raised!.Posture);
        Assert.Equal(2, status.Stable!.Posture);
        Assert.Null(Assert.Single(Published()).Reason);
    }

    [Fact]
    public async Task An_alert_that_is_up_outlives_its_activation_and_is_not_raised_again()
    {
        await CalibrateAsync();
        await Alerts.Configure(AtOnce);
        DeviceConnection connection = await AttachAsync();
        await PushAsync(connection, pitch: 10);
        await cluster.DeactivateAsync(User);
        Assert.Equal(2, (await Alerts.Alerts()).Raised!.Posture);

        await User.Attach(connection, []);
        await PushAsync(connection, pitch: 10);
        Assert.Single(Published());
    }

    [Fact]
    public async Task A_snooze_takes_it_down_and_ends_when_asked_to()
    {
        await CalibrateAsync();
        await Alerts.Configure(AtOnce);
        DeviceConnection connection = await AttachAsync();
        await PushAsync(connection, pitch: 10);

        AlertStatus snoozed = (await Alerts.Snooze(TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeMilliseconds()))!;
        await PushAsync(connection, pitch: 10);

        Assert.Equal(QuietReason.Snoozed, snoozed.Quiet);
        Assert.Equal([null, ClearReason.Dismissed], Published().Select(change => change.Reason));
        Assert.Equal(QuietReason.None, (await Alerts.Snooze(null))!.Quiet);
    }

    [Fact]
    public async Task Settings_are_stored_before_they_are_confirmed()
    {
        AlertSettings mine = new(true, [4, 5], 120, 30);
        await Alerts.Configure(mine);
        await cluster.DeactivateAsync(User);
        Assert.Equal(mine.BadPostures, (await Alerts.Alerts()).Settings.BadPostures);

        cluster.Storage.WriteFaults[_id] = new IOException("the database is down");
        Assert.Null(await Alerts.Configure(AlertSettings.Default));
        cluster.Storage.WriteFaults.Clear();
        Assert.Equal(mine.BadPostures, (await Alerts.Alerts()).Settings.BadPostures);

        Assert.True((await Alerts.Configure(null))!.IsDefault);
    }

    [Fact]
    public async Task The_diary_outlives_an_activation()
    {
        await CalibrateAsync();
        DeviceConnection connection = await AttachAsync();
        await PushAsync(connection, pitch: 10);
        await PushAsync(connection, pitch: 10);
        PostureTimes before = await Alerts.Held(0, long.MaxValue);
        await User.Detach(connection.Id);
        await cluster.DeactivateAsync(User);

        Assert.Equal(before.HeldMs, (await Alerts.Held(0, long.MaxValue)).HeldMs);
    }

    private IEnumerable<AlertChange> Published() =>
        cluster.Channel.Published.Where(alert => alert.User == _id).Select(alert => alert.Change);

    private async Task CalibrateAsync()
    {
        await cluster.Calibration(_id).Calibrate(0, Held(-30));
        await cluster.Calibration(_id).Calibrate(2, Held(10));
    }

    private async Task<DeviceConnection> AttachAsync()
    {
        DeviceConnection connection = cluster.Connection();
        await User.Attach(connection, []);
        return connection;
    }

    private async Task PushAsync(DeviceConnection connection, double pitch)
    {
        StampedFrame frame = UserCluster.Frame(_sequence++);
        PushReply reply = await User.Push(new(
            connection.Id, frame with { Frame = new PitchFrame(frame.Frame.TimestampMs, pitch + _sequence % 2 * 0.5) }));
        Assert.Equal(PushOutcome.Predicted, reply.Outcome);
    }

    private static ImmutableArray<PitchFrame> Held(double pitch) =>
        [.. Enumerable.Range(0, 21).Select(i => new PitchFrame(i * 1000, pitch + i % 2 * 0.5))];
}
