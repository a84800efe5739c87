using System.Threading.RateLimiting;
using Posture.Frontend.Access;

namespace Posture.Frontend.Limits;

/// <summary>The place of one socket among those of its address and its user, for as long as it is open.</summary>
internal sealed class SocketPlace : IDisposable
{
    private readonly RateLimitLease[] _leases;

    private SocketPlace(Refusal? excess, FramePace? pace, params RateLimitLease[] leases) =>
        (Excess, Pace, _leases) = (excess, pace, leases);

    /// <summary>Why there is no place, or null.</summary>
    public Refusal? Excess { get; }

    /// <summary>How fast the socket may send; null for one that is not limited.</summary>
    public FramePace? Pace { get; }

    public static SocketPlace Unlimited() => new(null, null);

    public static SocketPlace Refused(Refusal excess) => new(excess, null);

    public static SocketPlace Taken(FramePace pace, params RateLimitLease[] leases) => new(null, pace, leases);

    public void Dispose()
    {
        foreach (RateLimitLease lease in _leases)
            lease.Dispose();
    }
}
