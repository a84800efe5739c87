using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Posture.Frontend.Access;

/// <summary>
/// Counts wrong tokens by the address that they come from. Addresses share 65,536 counters, by a hash that nobody outside
/// can compute: so memory is bounded, and two addresses rarely share their fate.
/// </summary>
internal sealed class FailureLimit : IDisposable
{
    // Whoever has an IPv6 address has the 2^64 beside it too.
    private const int NetworkBytes = 8;

    private readonly PartitionedRateLimiter<IPAddress> _limiter;

    public FailureLimit(IOptions<AccessOptions> options)
    {
        var window = new FixedWindowRateLimiterOptions
        {
            PermitLimit = options.Value.MaxFailures,
            Window = options.Value.FailureWindow,
            QueueLimit = 0,
        };
        _limiter = PartitionedRateLimiter.Create<IPAddress, ushort>(
            address => RateLimitPartition.GetFixedWindowLimiter(CounterOf(address), _ => window));
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
        _limiter.AttemptAcquire(address ?? IPAddress.None, permits);

    private static ushort CounterOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        ReadOnlySpan<byte> bytes = address.GetAddressBytes();
        var hash = new HashCode();
        hash.AddBytes(address.AddressFamily == AddressFamily.InterNetworkV6 ? bytes[..NetworkBytes] : bytes);
        return unchecked((ushort)hash.ToHashCode());
    }
}
