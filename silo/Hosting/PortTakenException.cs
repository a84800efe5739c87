using System.Net;
using System.Net.Sockets;

namespace Posture.Silo.Hosting;

/// <summary>
/// A port is in use. Orleans would say so in its log and stop with a socket error that names no port.
/// </summary>
public sealed class PortTakenException : Exception
{
    private PortTakenException(string key, int port, Exception inner)
        : base(
            $"Port {port} is taken. Is another server running? {key.Replace(":", "__", StringComparison.Ordinal)} " +
            "chooses another port.",
            inner)
    {
    }

    /// <summary>Tries whether an address can be listened on.</summary>
    /// <param name="key">Configuration key of the port, for the message.</param>
    /// <param name="address">Where to listen.</param>
    /// <param name="port">Port, or 0 for any free one.</param>
    /// <exception cref="PortTakenException">It cannot.</exception>
    public static void ThrowIfTaken(string key, IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
        }
        catch (SocketException e)
        {
            throw new PortTakenException(key, port, e);
        }
    }
}
