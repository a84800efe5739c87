using System.Net;
using Posture.Silo.Hosting;

namespace Posture.Frontend.Access;

/// <summary>The addresses that the server was told to listen on.</summary>
internal static class ListenAddresses
{
    /// <summary>True when every one of <paramref name="urls"/>, joined by semicolons, reaches this machine only.</summary>
    public static bool AreLoopback(string urls) =>
        Parse(urls).All(binding => IPAddress.IsLoopback(AddressOf(binding)));

    /// <summary>
    /// Finds out before anything is started whether the addresses are free. Kestrel would find out last, when a silo
    /// is running already.
    /// </summary>
    /// <exception cref="PortTakenException">One of them is not.</exception>
    public static void ThrowIfTaken(string urls)
    {
        foreach (BindingAddress binding in Parse(urls))
            PortTakenException.ThrowIfTaken("ASPNETCORE_URLS", AddressOf(binding), binding.Port);
    }

    private static IEnumerable<BindingAddress> Parse(string urls) =>
        urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(BindingAddress.Parse);

    // Any other name than localhost makes Kestrel listen on all addresses.
    private static IPAddress AddressOf(BindingAddress binding) =>
        IPAddress.TryParse(binding.Host.Trim('[', ']'), out IPAddress? address) ? address
        : binding.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
        : IPAddress.Any;
}
