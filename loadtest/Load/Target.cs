using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Posture.LoadTest.CommandLine;

namespace Posture.LoadTest.Load;

/// <summary>
/// A resolved server address. Resolved once, so that what was checked to be loopback is what every connection dials.
/// </summary>
/// <param name="Uri">The ws or wss address without a query.</param>
/// <param name="Address">Where the connections go.</param>
internal sealed record Target(Uri Uri, IPAddress Address)
{
    // A seventh of the kernel's default range of ports: sockets of the last minute's runs still hold some in TIME_WAIT.
    private const int ConnectionsPerSource = 4_000;

    public bool IsLoopback => IPAddress.IsLoopback(Address);

    /// <exception cref="CannotRunException">A host that is no machine, or another machine without leave.</exception>
    public static async Task<Target> ResolveAsync(Uri uri, bool allowRemote, CancellationToken cancellation)
    {
        IPAddress[] addresses = await LookUpAsync(uri, cancellation);
        if (!allowRemote && !addresses.All(IPAddress.IsLoopback))
        {
            throw new CannotRunException(
                $"{uri.Host} is not this machine ({string.Join(", ", addresses.AsEnumerable())}). Load on a server that "
                + "others use can take it down; if it is yours and they know, add --allow-remote.");
        }
        return new Target(uri, addresses.OrderBy(address => address.AddressFamily).First());
    }

    /// <summary>
    /// The local address of a connection: 127.0.0.2, 127.0.0.3, … for IPv4 loopback, where each source address has its
    /// own range of ports; null leaves the choice to the kernel.
    /// </summary>
    /// <param name="connection">Number of the connection, 0 for the first.</param>
    public IPAddress? SourceAddress(int connection)
    {
        if (!IsLoopback || Address.AddressFamily != AddressFamily.InterNetwork)
            return null;
        int source = 2 + connection / ConnectionsPerSource;
        return IPAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"127.0.0.{source}"));
    }

    /// <summary>The address that one device dials.</summary>
    /// <param name="userId">The value of <c>user</c>, or null for an anonymous device.</param>
    public Uri ForUser(string? userId) =>
        userId is null ? Uri : new UriBuilder(Uri) { Query = "user=" + userId }.Uri;

    private static async Task<IPAddress[]> LookUpAsync(Uri uri, CancellationToken cancellation)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(uri.DnsSafeHost, cancellation);
        }
        catch (Exception failure) when (failure is SocketException or ArgumentException)
        {
            throw new CannotRunException($"The host {uri.Host} is no machine to connect to: {failure.Message}", failure);
        }
    }
}
