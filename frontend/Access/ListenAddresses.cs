using System.Net;

namespace Posture.Frontend.Access;

/// <summary>The addresses that the server was told to listen on.</summary>
internal static class ListenAddresses
{
    /// <summary>True when every one of <paramref name="urls"/>, joined by semicolons, reaches this machine only.</summary>
    public static bool AreLoopback(string urls) =>
        urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).All(IsLoopback);

    private static bool IsLoopback(string url)
    {
        string host = BindingAddress.Parse(url).Host;
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));
    }
}
