using Posture.Grains.Alerts;
using Posture.Grains.Interfaces.Users;
using Posture.Grains.Streams;

namespace Posture.Grains.Users;

/// <summary>What is remembered of a user between visits.</summary>
[GenerateSerializer, Alias("posture.user-record")]
internal sealed class UserRecord
{
    /// <summary>First connection, milliseconds since the Unix epoch; 0 for a user never seen.</summary>
    [Id(0)]
    public long FirstSeenUnixMs { get; set; }

    /// <summary>The latest time that a device attached or left.</summary>
    [Id(1)]
    public long LastSeenUnixMs { get; set; }

    /// <summary>The latest prediction, as of the latest write.</summary>
    [Id(2)]
    public TimedPrediction? LastPrediction { get; set; }

    /// <summary>The wearer's alerts.</summary>
    [Id(3)]
    public AlertMemory Alerts { get; set; } = new();

    /// <summary>How long each posture was held; stored every few minutes.</summary>
    [Id(4)]
    public PostureDiary Diary { get; set; } = new();

    /// <summary>The stream that a v2 device may resume, or null.</summary>
    [Id(5)]
    public StreamMemory? Stream { get; set; }
}
