using System.Net;
using Microsoft.Extensions.Options;
using Posture.Silo.Hosting;

namespace Posture.Frontend.Access;

/// <summary>The addresses that the server was told to listen on.</summary>
internal static class ListenAddresses
{
    private const string Key = "ASPNETCORE_URLS";

    /// <summary>True when there are addresses and every one of them reaches this machine only.</summary>
    public static bool AreLoopback(ICollection<string> urls) =>
        urls.Count > 0 && urls.All(url => IPAddress.IsLoopback(AddressOf(BindingAddress.Parse(url))));

    /// <summary>
    /// Finds out before anything is started whether the addresses, joined by semicolons, are free. Kestrel would find
    /// out last, when a silo is running already.
    /// </summary>
    /// <exception cref="CannotListenException">One of them is not.</exception>
    /// <exception cref="OptionsValidationException">One of them is no address.</exception>
    public static void ThrowIfTaken(string urls)
    {
        foreach (string url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            BindingAddress binding = Parse(url);
            CannotListenException.ThrowIfSo(Key, AddressOf(binding), binding.Port);
        }
    }

    private static BindingAddress Parse(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            throw new OptionsValidationException(
                Key, typeof(BindingAddress), [$"{Key} = '{url}': an address such as http://127.0.0.1:8000 expected."]);
        }
    }

    // Any other name than localhost makes Kestrel listen on all addresses.
    private static IPAddress AddressOf(BindingAddress binding) =>
        IPAddress.TryParse(binding.Host.Trim('[', ']'), out IPAddress? address) ? address
        : binding.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
        : IPAddress.Any;
}
