using System.Net;
using System.Net.Sockets;

namespace Posture.Silo.Hosting;

/// <summary>
/// An address cannot be listened on. Orleans would say so in its log, and stop with a socket error that names no port.
/// </summary>
public sealed class CannotListenException : Exception
{
    private CannotListenException(string key, IPEndPoint endPoint, SocketException inner)
        : base($"{Reason(endPoint, inner)} {key.Replace(":", "__", StringComparison.Ordinal)} chooses another.", inner)
    {
    }

    /// <summary>Tries whether an address can be listened on.</summary>
    /// <param name="key">Configuration key of the address, for the message.</param>
    /// <param name="address">Where to listen.</param>
    /// <param name="port">Port, or 0 for any free one.</param>
    /// <exception cref="CannotListenException">It cannot.</exception>
    public static void ThrowIfSo(string key, IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
        }
        catch (SocketException e)
        {
            throw new CannotListenException(key, new IPEndPoint(address, port), e);
        }
    }

    private static string Reason(IPEndPoint endPoint, SocketException inner) =>
        inner.SocketErrorCode == SocketError.AddressAlreadyInUse
            ? $"Port {endPoint.Port} is taken. Is another server running?"
            : $"{endPoint} cannot be listened on: {inner.Message}.";
}
