using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Posture.Frontend.Access;

namespace Posture.Frontend.Limits;

/// <summary>Bounds the open sockets of one address and of one user, and gives each its pace.</summary>
internal sealed class SocketLimits(IOptions<LimitOptions> options, ExemptNetworks exempt, TimeProvider time) : IDisposable
{
    private readonly PartitionedRateLimiter<IPAddress?> _perAddress = PartitionedRateLimiter.Create<IPAddress?, ushort>(
        address => RateLimitPartition.GetConcurrencyLimiter(AddressPartition.Of(address), _ => Places(options.Value.SocketsPerAddress)));

    private readonly PartitionedRateLimiter<string> _perUser = PartitionedRateLimiter.Create<string, string>(
        user => RateLimitPartition.GetConcurrencyLimiter(user, _ => Places(options.Value.SocketsPerUser)));

    /// <summary>Takes a place, which is given back by disposing of it, or says why there is none.</summary>
    /// <param name="address">Where the socket comes from.</param>
    /// <param name="caller">Who opens it. Without a token anybody could take the places of a user.</param>
    public SocketPlace Take(IPAddress? address, Caller caller)
    {
        if (exempt.Contains(address))
            return SocketPlace.Unlimited();
        RateLimitLease ofAddress = _perAddress.AttemptAcquire(address);
        if (!ofAddress.IsAcquired)
            return Refuse(Excess.SocketsPerAddress);
        if (caller.User is null)
            return SocketPlace.Taken(NewPace(), ofAddress);
        RateLimitLease ofUser = _perUser.AttemptAcquire(caller.User);
        if (ofUser.IsAcquired)
            return SocketPlace.Taken(NewPace(), ofAddress, ofUser);
        ofAddress.Dispose();
        return Refuse(Excess.SocketsPerUser);
    }

    public void Dispose()
    {
        _perAddress.Dispose();
        _perUser.Dispose();
    }

    private FramePace NewPace() => new(options.Value.FramesPerSecondPerSocket, time);

    private static SocketPlace Refuse(Refusal excess)
    {
        LimitMetrics.CallerRefused(excess);
        return SocketPlace.Refused(excess);
    }

    private static ConcurrencyLimiterOptions Places(int count) => new() { PermitLimit = count, QueueLimit = 0 };
}
