using System.Security.Cryptography;
using System.Text;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Streams;

namespace Posture.Grains.Streams;

/// <summary>
/// One wearer's numbered stream: which frames are new, by which key each is logged, and which are too old to alert
/// anybody. Not thread-safe.
/// </summary>
internal sealed class ResumableStream
{
    /// <summary>How long a stream waits for its device.</summary>
    public static readonly TimeSpan ResumeWindow = TimeSpan.FromMinutes(5);

    /// <summary>Age from which a frame is only logged: nobody is alerted of how they sat before.</summary>
    public const double OldAfterMs = 10_000;

    private const long MicrosPerMs = 1000;
    private const long AnchorLifetimeMicros = 300_000_000;
    private const long AnchorRetryMicros = 60_000_000;
    private const int SecretLength = 32;

    private readonly DeviceClock _clock;
    private long _anchorDueAtUnixMicros;
    // A stored stream may be behind what was acknowledged, and its device has forgotten what was.
    private bool _isBehind;

    /// <summary>Begins a stream.</summary>
    public ResumableStream()
    {
        Id = Random.Shared.NextInt64(1, long.MaxValue);
        Secret = RandomNumberGenerator.GetHexString(SecretLength, lowercase: true);
        _clock = new DeviceClock();
    }

    /// <summary>Goes on with a stream that was stored.</summary>
    public ResumableStream(StreamMemory memory)
    {
        (Id, Secret, Acknowledged, Anchor) = (memory.StreamId, memory.Secret, memory.Acknowledged, memory.Anchor);
        ResumableUntilUnixMs = memory.ResumableUntilUnixMs;
        _clock = new DeviceClock((double)memory.Anchor.UnixMicros / MicrosPerMs - memory.Anchor.DeviceMs);
        _anchorDueAtUnixMicros = memory.Anchor.UnixMicros + AnchorLifetimeMicros;
        _isBehind = true;
    }

    public long Id { get; }

    public string Secret { get; }

    /// <summary>Every frame up to this one is logged; -1 for none.</summary>
    public long Acknowledged { get; private set; } = -1;

    /// <summary>Where keys come from; null before the first batch.</summary>
    public StreamAnchor? Anchor { get; private set; }

    /// <summary>Until when its device may come back.</summary>
    public long ResumableUntilUnixMs { get; set; } = long.MaxValue;

    /// <summary>Whether this is its secret and it is not over.</summary>
    public bool IsResumedBy(string secret, DateTimeOffset now) =>
        now.ToUnixTimeMilliseconds() <= ResumableUntilUnixMs
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(Secret));

    /// <summary>Whether frames are missing between what is acknowledged and the batch.</summary>
    public bool MissesFramesBefore(FrameBatch batch) => !_isBehind && batch.FirstSequence > Acknowledged + 1;

    /// <summary>Number of the batch's first frame that is not logged.</summary>
    public long FirstNew(FrameBatch batch) => Math.Max(batch.FirstSequence, Acknowledged + 1);

    /// <summary>Learns from a batch how late it is on the device.</summary>
    public void Observe(FrameBatch batch)
    {
        double newestMs = batch.DeviceNowMs ?? batch.Frames.Max(frame => frame.TimestampMs);
        _clock.Observe(newestMs, (double)batch.ReceivedAtUnixMicros / MicrosPerMs);
    }

    /// <summary>Whether frames received at this time need another anchor.</summary>
    public bool NeedsAnchor(long receivedAtUnixMicros) => Anchor is null || receivedAtUnixMicros >= _anchorDueAtUnixMicros;

    /// <summary>Takes this time as the anchor of every frame that is not acknowledged yet.</summary>
    public void MoveAnchor(long receivedAtUnixMicros)
    {
        Anchor = new StreamAnchor(receivedAtUnixMicros, ToDeviceMs((double)receivedAtUnixMicros / MicrosPerMs));
        _anchorDueAtUnixMicros = receivedAtUnixMicros + AnchorLifetimeMicros;
    }

    /// <summary>Goes back to the anchor that is stored, since the next one could not be; for a minute.</summary>
    public void RestoreAnchor(StreamAnchor stored, long receivedAtUnixMicros)
    {
        Anchor = stored;
        _anchorDueAtUnixMicros = receivedAtUnixMicros + AnchorRetryMicros;
    }

    /// <summary>The frame with the key that it has whenever it is sent.</summary>
    public StampedFrame Stamp(PitchFrame frame, long sequence) =>
        new(frame, Anchor!.ToUnixMicros(frame.TimestampMs), Id, sequence);

    /// <summary>Whether a frame tells how the wearer sits now.</summary>
    public bool IsLive(PitchFrame frame, long receivedAtUnixMicros) =>
        ToDeviceMs((double)receivedAtUnixMicros / MicrosPerMs) - frame.TimestampMs <= OldAfterMs;

    /// <summary>Notes that a frame, and so every one before it, is logged.</summary>
    public void Acknowledge(long sequence)
    {
        Acknowledged = sequence;
        _isBehind = false;
    }

    /// <summary>Our time as the device has it.</summary>
    public double ToDeviceMs(double unixMs) => _clock.ToDeviceMs(unixMs);

    /// <summary>What is to be stored; null before the first batch, when there is nothing to lose.</summary>
    public StreamMemory? Memory(long resumableUntilUnixMs) =>
        Anchor is null ? null : new StreamMemory(Id, Secret, Acknowledged, Anchor, resumableUntilUnixMs);
}
