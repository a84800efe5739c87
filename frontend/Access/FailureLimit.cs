using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Posture.Frontend.Access;

/// <summary>Counts wrong tokens by the address that they come from.</summary>
internal sealed class FailureLimit : IDisposable
{
    private readonly PartitionedRateLimiter<IPAddress?> _limiter;

    public FailureLimit(IOptions<AccessOptions> options)
    {
        var window = new FixedWindowRateLimiterOptions
        {
            PermitLimit = options.Value.MaxFailures,
            Window = options.Value.FailureWindow,
            QueueLimit = 0,
        };
        _limiter = PartitionedRateLimiter.Create<IPAddress?, ushort>(
            address => RateLimitPartition.GetFixedWindowLimiter(AddressPartition.Of(address), _ => window));
    }

    /// <summary>Counts a wrong token.</summary>
    public void Count(IPAddress? address) => Acquire(address, 1).Dispose();

    /// <summary>How long nothing more is taken from the address, or null when it is.</summary>
    public TimeSpan? Wait(IPAddress? address)
    {
        using RateLimitLease lease = Acquire(address, 0);
        return lease.IsAcquired ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait) ? wait
            : TimeSpan.FromSeconds(1);
    }

    public void Dispose() => _limiter.Dispose();

    private RateLimitLease Acquire(IPAddress? address, int permits) =>
        _limiter.AttemptAcquire(address, permits);
}
