namespace Posture.Grains.Interfaces.Alerts;

/// <summary>
/// A wearer's alerts, keyed by user id: the same grain as <see cref="Users.IUserGrain"/>. Settings and snoozes are in
/// durable storage before they are confirmed.
/// </summary>
[Alias("posture.user-alerts")]
public interface IUserAlertsGrain : IGrainWithStringKey
{
    /// <summary>What is asked for, and what is up.</summary>
    [Alias("alerts")]
    Task<AlertStatus> Alerts();

    /// <summary>
    /// Takes other settings; null for the defaults. What is up comes down, and a slouch counts from now. Null when they
    /// could not be stored.
    /// </summary>
    [Alias("configure")]
    Task<AlertStatus?> Configure(AlertSettings? settings);

    /// <summary>Keeps quiet until the given time; null ends a snooze. Null when it could not be stored.</summary>
    [Alias("snooze")]
    Task<AlertStatus?> Snooze(long? untilUnixMs);

    /// <summary>How long each posture was held between two times, as far as the latest two days of wearing reach.</summary>
    [Alias("held")]
    Task<PostureTimes> Held(long fromUnixMs, long toUnixMs);
}
