using System.Net;
using System.Net.Sockets;

namespace Posture.Frontend.Access;

/// <summary>
/// Shares 65,536 counters among all addresses, by a hash that nobody outside can compute: so memory is bounded, and two
/// addresses rarely share their fate.
/// </summary>
internal static class AddressPartition
{
    // A provider gives a household a /56 (RIPE-690 §4.2): with a /64 each it would have 256 counters. Some give a /48, but
    // to count those as one would have 256 households share their fate.
    private const int NetworkBytes = 7;

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
