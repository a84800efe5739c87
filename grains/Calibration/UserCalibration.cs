using System.Collections.Immutable;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Inference;

namespace Posture.Grains.Calibration;

/// <summary>One user's calibration: what is stored, and the capture that is under way.</summary>
internal sealed class UserCalibration(StoredCalibration stored, TimeProvider time)
{
    private const double MsPerSecond = 1000;
    private const string NotStored = "it could not be stored; try again";

    /// <summary>
    /// Age from which a capture is stale. Nobody has measured how fast a calibration ages; a month is a guess on the safe
    /// side.
    /// </summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromDays(30);

    /// <summary>How much longer than asked for a capture may take; then the wearer is not holding the posture any more.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private PostureCapture _capture = new();
    private ProfileFit _fit = new();
    private double _wantedMs;
    private long _streamId;
    private DateTimeOffset _expiresAt;

    /// <summary>What the model needs to know of the person; null while nothing is calibrated.</summary>
    public PersonalProfile? Profile { get; private set; }

    /// <summary>The latest capture, or null.</summary>
    public CaptureStatus? Capture { get; private set; }

    public async Task ReadAsync()
    {
        await stored.TryReadAsync();
        Publish();
    }

    public void Begin(int posture, double seconds)
    {
        _capture = new PostureCapture();
        _wantedMs = seconds * MsPerSecond;
        _expiresAt = time.GetUtcNow() + TimeSpan.FromSeconds(seconds) + LongestWait;
        Capture = new CaptureStatus(posture, CaptureState.Capturing, seconds);
    }

    /// <summary>Ends a capture that is under way; what was calibrated before still holds.</summary>
    public void Cancel()
    {
        if (Capture?.State == CaptureState.Capturing)
            Capture = null;
    }

    /// <summary>Takes a live frame into a capture that is under way. A new stream begins it anew.</summary>
    public async ValueTask ObserveAsync(StampedFrame frame)
    {
        Expire();
        if (Capture is not { State: CaptureState.Capturing } capture)
            return;
        if (frame.StreamId != _streamId)
            _capture = new PostureCapture();
        _streamId = frame.StreamId;
        _capture.Add(frame.Frame);

        double leftMs = _wantedMs - _capture.HeldMs;
        Capture = leftMs > 0
            ? capture with { SecondsLeft = leftMs / MsPerSecond }
            : await FinishAsync(capture.Posture, _capture);
    }

    /// <summary>Notes how well a window fits what was calibrated.</summary>
    public void Follow(FeatureVector features, long atUnixMs)
    {
        if (Profile is { } profile)
            _fit.Follow(features, profile, atUnixMs);
    }

    public async Task<CaptureStatus> CalibrateAsync(int posture, ImmutableArray<PitchFrame> frames)
    {
        var capture = new PostureCapture();
        foreach (PitchFrame frame in frames)
            capture.Add(frame);
        return Report(await FinishAsync(posture, capture));
    }

    /// <summary>
    /// Takes what a capture says into what is calibrated of a posture already, rather than in its place.
    /// </summary>
    public async Task<CaptureStatus> AddAsync(int posture, PostureCapture capture) =>
        Report(await FinishAsync(posture, capture, add: true));

    /// <summary>Forgets a posture, or all; false when that could not be stored.</summary>
    public async Task<bool> ForgetAsync(int? posture)
    {
        if (!await stored.TryUpdateAsync(record => posture is { } label ? record.With(label, null) : new CalibrationRecord()))
            return false;
        if (posture is null || posture == Capture?.Posture)
            Capture = null;
        Publish();
        return true;
    }

    /// <summary>Leaves nothing behind, a capture that is under way included; false when storage did not let go of it.</summary>
    public async Task<bool> TryEraseAsync()
    {
        Capture = null;
        bool isErased = await stored.TryEraseAsync();
        Publish();
        return isErased;
    }

    public CalibrationStatus Status()
    {
        Expire();
        return new CalibrationStatus(
            [.. Enumerable.Range(0, stored.Value.Captures.Length).Select(Describe).OfType<CalibratedPosture>()],
            Capture,
            _fit.Share);
    }

    // A live capture that is under way stays to be told of.
    private CaptureStatus Report(CaptureStatus capture)
    {
        if (Capture?.State != CaptureState.Capturing)
            Capture = capture;
        return capture;
    }

    private void Expire()
    {
        if (Capture is { State: CaptureState.Capturing } capture && time.GetUtcNow() > _expiresAt)
            Capture = new CaptureStatus(
                capture.Posture, CaptureState.Rejected, 0, "the device sent too little in time", CaptureFault.TooShort);
    }

    private async Task<CaptureStatus> FinishAsync(int posture, PostureCapture capture, bool add = false)
    {
        if (CaptureReview.Reject(capture) is var (fault, reason))
            return new CaptureStatus(posture, CaptureState.Rejected, 0, reason, fault);

        var taken = new StoredCapture(
            capture.Statistics()!, capture.FrameCount, capture.HeldMs, time.GetUtcNow().ToUnixTimeMilliseconds());
        if (!await stored.TryUpdateAsync(record => record.With(posture, add ? taken.After(record.Captures[posture]) : taken)))
            return new CaptureStatus(posture, CaptureState.Rejected, 0, NotStored, CaptureFault.NotStored);
        Publish();
        return new CaptureStatus(posture, CaptureState.Done, 0);
    }

    private void Publish()
    {
        PersonalProfile profile = stored.Value.Profile;
        Profile = profile.Postures.All(posture => posture is null) ? null : profile;
        _fit = new ProfileFit();
    }

    private CalibratedPosture? Describe(int posture)
    {
        if (stored.Value.Captures[posture] is not { Statistics: var statistics } capture)
            return null;
        (int Posture, double Overlap)? nearest = NearestTo(posture, statistics);
        return new CalibratedPosture(
            posture,
            capture.FrameCount,
            capture.HeldMs / MsPerSecond,
            statistics.PitchDegrees(),
            statistics.SpreadDegrees(),
            statistics.DriftDegrees(),
            nearest?.Posture,
            nearest?.Overlap ?? 0,
            capture.CapturedAtUnixMs,
            time.GetUtcNow().ToUnixTimeMilliseconds() - capture.CapturedAtUnixMs > StaleAfter.TotalMilliseconds);
    }

    private (int Posture, double Overlap)? NearestTo(int posture, PostureStatistics statistics) => stored.Value.Captures
        .Select((capture, label) => (Label: label, Capture: capture))
        .Where(other => other.Label != posture && other.Capture is not null)
        .Select(other => ((int, double)?)(other.Label, PostureQuality.Overlap(statistics, other.Capture!.Statistics)))
        .MaxBy(other => other!.Value.Item2);
}
