using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Posture.LoadTest.Comparison;

/// <summary>
/// Ports for servers that are about to start. They lie below those that Linux (32768 and up) and IANA (49152 and up, RFC 6335)
/// leave to outgoing connections: one of these may be taken by a client between the choice and the server's start.
/// </summary>
internal static class FreePorts
{
    private const int Lowest = 10_000;
    private const int End = 32_768;

    private static readonly ConcurrentDictionary<int, bool> Given = [];

    /// <summary>A port that is free, and that no other caller in this process was given.</summary>
    public static int Next() => NextBlock(1);

    /// <summary>The first of so many free ports in a row.</summary>
    public static int NextBlock(int count)
    {
        while (true)
        {
            int first = Random.Shared.Next(Lowest, End - count);
            if (Enumerable.Range(first, count).All(port => IsFree(port) && Given.TryAdd(port, true)))
                return first;
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
    }
}
