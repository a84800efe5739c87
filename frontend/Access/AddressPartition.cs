using System.Net;
using System.Net.Sockets;

namespace Posture.Frontend.Access;

/// <summary>
/// Shares 65,536 counters among all addresses, by a hash that nobody outside can compute: so memory is bounded, and two
/// addresses rarely share their fate.
/// </summary>
internal static class AddressPartition
{
    // Whoever has an IPv6 address has the 2^64 beside it too.
    private const int NetworkBytes = 8;

    /// <summary>The counter of an address; one without is counted too.</summary>
    public static ushort Of(IPAddress? address)
    {
        address ??= IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        ReadOnlySpan<byte> bytes = address.GetAddressBytes();
        var hash = new HashCode();
        hash.AddBytes(address.AddressFamily == AddressFamily.InterNetworkV6 ? bytes[..NetworkBytes] : bytes);
        return unchecked((ushort)hash.ToHashCode());
    }
}
