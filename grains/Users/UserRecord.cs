using Posture.Grains.Interfaces.Users;

namespace Posture.Grains.Users;

/// <summary>What is remembered of a user between visits.</summary>
[GenerateSerializer, Alias("posture.user-record")]
internal sealed class UserRecord
{
    /// <summary>First connection, milliseconds since the Unix epoch; 0 for a user never seen.</summary>
    [Id(0)]
    public long FirstSeenUnixMs { get; set; }

    /// <summary>Latest connect or disconnect.</summary>
    [Id(1)]
    public long LastSeenUnixMs { get; set; }

    /// <summary>The latest prediction before the last disconnect.</summary>
    [Id(2)]
    public TimedPrediction? LastPrediction { get; set; }
}
