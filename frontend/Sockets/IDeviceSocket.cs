using Posture.Grains.Interfaces.Streams;

namespace Posture.Frontend.Sockets;

/// <summary>An open connection, whichever protocol version it speaks.</summary>
internal interface IDeviceSocket : IDisposable
{
    /// <summary>Serves the connection until either side ends it.</summary>
    /// <param name="abort">Cuts the connection without a word.</param>
    Task RunAsync(Action abort);

    /// <summary>Ends the connection with a close code, once the messages that wait have been answered.</summary>
    void End(Ending ending);

    /// <summary>Tells the device of its alert, where the protocol version knows a way.</summary>
    void Tell(AlertNotice alert);
}
