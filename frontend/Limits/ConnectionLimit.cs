using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Posture.Frontend.Access;
using Posture.Frontend.Management;

namespace Posture.Frontend.Limits;

/// <summary>
/// Bounds the TCP connections of one address, before TLS and HTTP cost anything. Behind a proxy, which is the only peer
/// then, it has no effect: there the proxy knows the addresses.
/// </summary>
internal sealed class ConnectionLimit : IDisposable
{
    // What ASPNETCORE_FORWARDEDHEADERS_ENABLED sets.
    private const string ForwardedHeaders = "ForwardedHeaders_Enabled";

    private readonly ExemptNetworks _exempt;
    private readonly ManagementOptions _management;
    private readonly bool _isBehindProxy;
    private readonly PartitionedRateLimiter<IPAddress> _limiter;

    public ConnectionLimit(
        IOptions<LimitOptions> options, IOptions<ManagementOptions> management, ExemptNetworks exempt, IConfiguration configuration)
    {
        (_exempt, _management) = (exempt, management.Value);
        _isBehindProxy = bool.TryParse(configuration[ForwardedHeaders], out bool isOn) && isOn;
        var places = new ConcurrencyLimiterOptions { PermitLimit = options.Value.ConnectionsPerAddress, QueueLimit = 0 };
        _limiter = PartitionedRateLimiter.Create<IPAddress, ushort>(
            address => RateLimitPartition.GetConcurrencyLimiter(AddressPartition.Of(address), _ => places));
    }

    /// <summary>Serves a connection, or cuts it without a word.</summary>
    public async Task RunAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (AddressToLimit(connection) is not { } address)
        {
            await next(connection);
            return;
        }

        using RateLimitLease place = _limiter.AttemptAcquire(address);
        if (place.IsAcquired)
        {
            await next(connection);
        }
        else
        {
            LimitMetrics.ConnectionCut();
            connection.Abort();
        }
    }

    public void Dispose() => _limiter.Dispose();

    private IPAddress? AddressToLimit(ConnectionContext connection) =>
        !_isBehindProxy
        && connection is { RemoteEndPoint: IPEndPoint remote, LocalEndPoint: IPEndPoint local }
        && !_management.IsPort(local.Port)
        && !_exempt.Contains(remote.Address)
            ? remote.Address
            : null;
}
