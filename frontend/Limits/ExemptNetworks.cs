using System.Net;
using Microsoft.Extensions.Options;

namespace Posture.Frontend.Limits;

/// <summary>Who is not limited.</summary>
internal sealed class ExemptNetworks(IOptions<LimitOptions> options)
{
    private readonly IPNetwork[] _networks = NetworkListAttribute.Parse(options.Value.ExemptNetworks);

    /// <summary>Whether an address is in one of the networks. Who has none came over a pipe of this machine.</summary>
    public bool Contains(IPAddress? address)
    {
        if (address is null)
            return true;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        foreach (IPNetwork network in _networks)
        {
            if (network.Contains(address))
                return true;
        }

        return false;
    }
}
