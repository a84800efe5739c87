using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Posture.Frontend.Limits;

/// <summary>Networks in the notation of RFC 4632 §3.1 and RFC 4291 §2.3, joined by semicolons; none for an empty text.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NetworkListAttribute()
    : ValidationAttribute("networks such as 10.0.0.0/8;fd00::/8 expected.")
{
    private const int MappedPrefixBits = 96;

    public override bool IsValid(object? value) => value is string text && Split(text).All(part => IPNetwork.TryParse(part, out _));

    /// <summary>The networks of a valid list, those of IPv4 in IPv6 (RFC 4291 §2.5.5.2) as what they mean.</summary>
    public static IPNetwork[] Parse(string text) => [.. Split(text).Select(part => Unmapped(IPNetwork.Parse(part)))];

    private static IPNetwork Unmapped(IPNetwork network) =>
        network.BaseAddress.IsIPv4MappedToIPv6 && network.PrefixLength >= MappedPrefixBits
            ? new IPNetwork(network.BaseAddress.MapToIPv4(), network.PrefixLength - MappedPrefixBits)
            : network;

    private static string[] Split(string text) =>
        text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
