using System.Net.Sockets;

namespace Posture.Silo.Hosting;

/// <summary>
/// Addresses cannot be listened on. Kestrel would say so of one, when a silo is running already; Orleans in its log, with
/// a socket error that names no port.
/// </summary>
public sealed class CannotListenException : Exception
{
    private CannotListenException(IEnumerable<string> faults)
        : base(string.Join('\n', faults))
    {
    }

    /// <summary>Tries whether all addresses can be listened on at once, and lets go of them again.</summary>
    /// <exception cref="CannotListenException">They cannot: a line for each that fails says why.</exception>
    public static void ThrowIfAnyOf(IEnumerable<ListenAddress> addresses)
    {
        var open = new Dictionary<ListenAddress, TcpListener>(ReferenceEqualityComparer.Instance);
        var faults = new List<string>();
        foreach (ListenAddress address in addresses)
        {
            try
            {
                open.Add(address, Listen(address));
            }
            catch (SocketException e)
            {
                faults.Add($"{Reason(address, e, open.Keys)} {address.Setting} chooses another.");
            }
        }

        foreach (TcpListener listener in open.Values)
            listener.Dispose();
        if (faults.Count > 0)
            throw new CannotListenException(faults);
    }

    private static TcpListener Listen(ListenAddress address)
    {
        var listener = new TcpListener(address.EndPoint);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException)
        {
            listener.Dispose();
            throw;
        }
    }

    private static string Reason(ListenAddress address, SocketException fault, IEnumerable<ListenAddress> open) =>
        fault.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse when SamePort(address, open) is { } other =>
                $"Port {address.EndPoint.Port} is taken by {other.Setting} already.",
            SocketError.AddressAlreadyInUse => $"Port {address.EndPoint.Port} is taken. Is another server running?",
            SocketError.AddressNotAvailable => $"{address.EndPoint.Address} is no address of this machine.",
            SocketError.AccessDenied => $"Port {address.EndPoint.Port} needs a permission that this process lacks.",
            _ => $"{address.EndPoint} cannot be listened on: {fault.Message}.",
        };

    private static ListenAddress? SamePort(ListenAddress address, IEnumerable<ListenAddress> open) =>
        open.FirstOrDefault(other => other.EndPoint.Port == address.EndPoint.Port);
}
