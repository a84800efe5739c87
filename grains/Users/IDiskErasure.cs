using Orleans.Services;

namespace Posture.Grains.Users;

/// <summary>One on each silo: what that has of people on its own disk.</summary>
[Alias("posture.disk-erasure")]
internal interface IDiskErasure : IGrainService
{
    /// <summary>
    /// Ships everything that is spooled, and takes the user out of damaged segments and of alerts on their way. False when the
    /// log store does not take the spool in time.
    /// </summary>
    [Alias("erase")]
    Task<bool> Erase(string user);
}
