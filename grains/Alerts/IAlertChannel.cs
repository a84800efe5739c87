namespace Posture.Grains.Alerts;

/// <summary>Where alerts go beside the wearer's own device.</summary>
internal interface IAlertChannel
{
    /// <summary>Takes a change for delivery. Returns at once and never throws: a channel that fails costs nobody a frame.</summary>
    void Publish(string user, AlertChange change);

    /// <summary>Drops what waits of a user.</summary>
    void Forget(string user);
}
