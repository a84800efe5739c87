using System.Net;

namespace Posture.Frontend.Access;

/// <summary>What addresses such as <c>http://127.0.0.1:8000</c> mean to Kestrel.</summary>
internal static class ListenAddresses
{
    /// <summary>True when there are addresses and every one of them reaches this machine only.</summary>
    public static bool AreLoopback(ICollection<string> urls) =>
        urls.Count > 0 && urls.All(url => IPAddress.IsLoopback(AddressOf(BindingAddress.Parse(url))));

    /// <summary>The address that is bound. Any other name than localhost makes Kestrel listen on all of them.</summary>
    public static IPAddress AddressOf(BindingAddress binding) =>
        IPAddress.TryParse(binding.Host.Trim('[', ']'), out IPAddress? address) ? address
        : binding.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
        : IPAddress.Any;
}
