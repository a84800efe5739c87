using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;

namespace Posture.Examples.CSharp;

/// <summary>
/// A protocol v2 client. It keeps every frame until it is acknowledged, reconnects with jittered backoff and resumes its
/// stream, so that what was recorded offline is logged once and with its own time.
/// </summary>
/// <param name="address">For example <c>ws://localhost:8000/ws?user=mina</c>.</param>
/// <param name="onMessage">Told every message of the server, in order, on the thread that receives.</param>
/// <param name="options">Settings.</param>
internal sealed class PostureStream(Uri address, Action<JsonElement> onMessage, PostureStreamOptions options)
{
    private const int MaxWaitingNotes = 16;

    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(5);

    // Errors after which the frames have to be sent again.
    private static readonly HashSet<string> ResendCodes =
        ["out_of_order", "credit_exceeded", "overloaded", "model_not_loaded", "internal"];

    private readonly FrameBuffer _buffer = new(options.Capacity);
    private readonly Backoff _backoff = new(options.Random);
    private readonly Channel<ReadOnlyMemory<byte>> _notes = Channel.CreateBounded<ReadOnlyMemory<byte>>(MaxWaitingNotes);
    private readonly Channel<bool> _wake =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private volatile Hello? _hello;
    private string? _resumeToken;
    private TimeSpan? _retryAfter;
    private bool _isResendDue;

    /// <summary>Frames that are kept at the most.</summary>
    public int Capacity => options.Capacity;

    /// <summary>Frames that are not acknowledged yet.</summary>
    public int PendingCount => _buffer.Count;

    /// <summary>Frames that were refused because as many waited as may be kept.</summary>
    public long DroppedCount => _buffer.DroppedCount;

    /// <summary>Takes a frame, from any thread. False when as many wait as may be kept.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite, or out of the protocol's bounds.</exception>
    public bool Push(double timestampMs, double pitchDegrees)
    {
        bool isTaken = _buffer.TryAdd(PitchFrame.Checked(timestampMs, pitchDegrees));
        _wake.Writer.TryWrite(true);
        return isTaken;
    }

    /// <summary>The wearer holds this posture now. False while there is no connection.</summary>
    public bool Calibrate(int posture, double seconds) => Say(ClientMessages.Calibrate(posture, seconds));

    /// <summary>The prediction of this frame should have been that posture. False while there is no connection.</summary>
    public bool Feedback(int posture, long sequence) => Say(ClientMessages.Feedback(posture, sequence));

    /// <summary>Waits until at most this many frames are not acknowledged.</summary>
    public Task WaitForPendingAsync(int atMost, CancellationToken cancellation) =>
        _buffer.WaitForCountAsync(atMost, cancellation);

    /// <summary>Streams until told to stop, or until the server closes in a way after which no try would help.</summary>
    public async Task<StreamEnd> RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                StreamEnd end = await StreamOnceAsync(stop);
                if (stop.IsCancellationRequested)
                    return StreamEnd.Closed;
                if (!end.MayRetry)
                    return end;
                await Task.Delay(_retryAfter ?? _backoff.Next(), stop);
                _retryAfter = null;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return StreamEnd.Closed;
        }
    }

    private async Task<StreamEnd> StreamOnceAsync(CancellationToken stop)
    {
        using var connection = new StreamConnection(options.Token);
        if (await connection.ConnectAsync(AddressToResume(), stop) is { } refused)
            return refused;

        using var abort = new CancellationTokenSource();
        using var until = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task<StreamEnd> receiving = connection.ReceiveAsync(Receive, abort.Token);
        Task sending = SendAsync(connection, until.Token, abort.Token);
        await Task.WhenAny(receiving, sending);

        _hello = null;
        await until.CancelAsync();
        abort.CancelAfter(CloseLimit);
        await sending;
        await connection.CloseOutputAsync(abort.Token);
        return await receiving;
    }

    private Uri AddressToResume()
    {
        if (_resumeToken is null)
            return address;
        string separator = address.Query.Length > 0 ? "&" : "?";
        return new Uri($"{address}{separator}resume={Uri.EscapeDataString(_resumeToken)}");
    }

    private void Receive(JsonElement message)
    {
        switch (message.GetProperty("type").GetString())
        {
            case "hello":
                Begin(message);
                break;
            case "ack":
                _buffer.Acknowledge(message.GetProperty("seq").GetInt64());
                break;
            case "drain":
                _retryAfter = TimeSpan.FromMilliseconds(message.GetProperty("retry_after_ms").GetInt32());
                break;
            case "error" when ResendCodes.Contains(message.GetProperty("code").GetString()!):
                Volatile.Write(ref _isResendDue, true);
                break;
        }

        _wake.Writer.TryWrite(true);
        onMessage(message);
    }

    private void Begin(JsonElement hello)
    {
        while (_notes.Reader.TryRead(out _))
        {
            // Said on the connection before, of which nobody waits for an answer any more.
        }

        _resumeToken = hello.GetProperty("resume").GetString();
        _buffer.Begin(hello.GetProperty("resumed").GetBoolean(), hello.GetProperty("acked").GetInt64());
        _backoff.Reset();
        Volatile.Write(ref _isResendDue, false);
        _hello = new Hello(hello.GetProperty("max_batch").GetInt32(), hello.GetProperty("credit").GetInt32());
    }

    private async Task SendAsync(StreamConnection connection, CancellationToken until, CancellationToken abort)
    {
        try
        {
            while (await _wake.Reader.WaitToReadAsync(until))
            {
                _wake.Reader.TryRead(out _);
                while (await NextMessageAsync(until) is { } message)
                    await connection.SendAsync(message, abort);
            }
        }
        catch (OperationCanceledException) when (until.IsCancellationRequested)
        {
        }
        catch (WebSocketException)
        {
            // Whoever receives meets the same end, and says why.
        }
    }

    private async Task<ReadOnlyMemory<byte>?> NextMessageAsync(CancellationToken until)
    {
        if (_hello is not { } hello)
            return null;
        // All that is on its way comes back with errors of its own: once they are through, it goes out again.
        while (Interlocked.Exchange(ref _isResendDue, false))
        {
            await Task.Delay(Backoff.First * (0.5 + options.Random()), until);
            _buffer.Rewind();
        }

        if (_notes.Reader.TryRead(out ReadOnlyMemory<byte> note))
            return note;
        if (_buffer.TakeBatch(hello.MaxBatchFrames, hello.CreditFrames) is { } batch)
            return ClientMessages.Frames(batch, options.Clock?.Invoke());
        return null;
    }

    private bool Say(ReadOnlyMemory<byte> note)
    {
        bool isTaken = _hello is not null && _notes.Writer.TryWrite(note);
        _wake.Writer.TryWrite(true);
        return isTaken;
    }

    private sealed record Hello(int MaxBatchFrames, int CreditFrames);
}
