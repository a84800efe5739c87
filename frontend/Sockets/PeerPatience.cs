namespace Posture.Frontend.Sockets;

/// <summary>
/// Ends a socket whose peer takes too long: to complete a message that it has begun, or to send any. Silence ends it
/// between the bound and half as much again, so that a message costs no more than a store.
/// </summary>
internal sealed class PeerPatience : IDisposable
{
    private const int SilentTicks = 2;

    private readonly TimeSpan _messageTimeout;
    private readonly TimeProvider _time;
    private readonly Action<Ending> _end;
    private readonly ITimer _idle;
    private ITimer? _message;
    private volatile bool _hasHeard;
    private int _silence;

    /// <param name="options">The bounds.</param>
    /// <param name="time">The clock.</param>
    /// <param name="end">Ends the socket.</param>
    public PeerPatience(SocketOptions options, TimeProvider time, Action<Ending> end)
    {
        (_messageTimeout, _time, _end) = (options.MessageTimeout, time, end);
        TimeSpan tick = options.IdleTimeout / SilentTicks;
        _idle = time.CreateTimer(_ => Listen(), null, tick, tick);
    }

    /// <summary>The beginning of a message is here and its end is not. To be called once a message.</summary>
    public void MessageBegun()
    {
        _message ??= _time.CreateTimer(_ => _end(Ending.TooSlow), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _message.Change(_messageTimeout, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A whole message is here.</summary>
    /// <param name="wasPartial">Whether <see cref="MessageBegun"/> was called for it.</param>
    public void MessageComplete(bool wasPartial)
    {
        _hasHeard = true;
        if (wasPartial)
            _message?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        _idle.Dispose();
        _message?.Dispose();
    }

    private void Listen()
    {
        _silence = _hasHeard ? 0 : _silence + 1;
        _hasHeard = false;
        if (_silence >= SilentTicks)
            _end(Ending.Idle);
    }
}
