using System.Collections.Immutable;

namespace Posture.Grains.Interfaces.Reports;

/// <summary>What one frontend counted in one hour, from its beginning until now.</summary>
/// <param name="Process">The frontend; started again it is another one.</param>
/// <param name="Hour">Hours since the Unix epoch, UTC.</param>
/// <param name="Counts">Those that are not zero.</param>
[GenerateSerializer, Immutable, Alias("posture.traffic-hour")]
public sealed record TrafficHour(string Process, long Hour, ImmutableArray<TrafficCount> Counts)
{
    /// <summary>The hour that a time is in.</summary>
    public static long Of(DateTimeOffset time) => (long)Math.Floor((time - DateTimeOffset.UnixEpoch).TotalHours);
}

/// <summary>One count.</summary>
/// <param name="Kind">What is counted: one of <see cref="TrafficKind"/>.</param>
/// <param name="Name">A bucket of <see cref="ReplyTimeBuckets"/>, an error code, a reason; of a bounded set of each kind.</param>
/// <param name="Count">How many.</param>
[GenerateSerializer, Immutable, Alias("posture.traffic-count")]
public readonly record struct TrafficCount(string Kind, string Name, long Count);

/// <summary>What frontends count.</summary>
public static class TrafficKind
{
    /// <summary>Predictions sent, by the bucket of their reply time.</summary>
    public const string Reply = "reply";

    /// <summary>Error replies, by code.</summary>
    public const string Error = "error";

    /// <summary>Connects refused before the upgrade, and callers refused for want of a right token, by reason.</summary>
    public const string Refused = "refused";

    /// <summary>Users who waited for a reply longer than <see cref="ReplyTimeBuckets.SlowMs"/>.</summary>
    public const string SlowUsers = "slow_users";
}
