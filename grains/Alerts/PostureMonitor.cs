using Posture.Grains.Interfaces.Alerts;

namespace Posture.Grains.Alerts;

/// <summary>
/// Follows one wearer's predictions: the steady posture, and the one alert that may be up. Runs on the server's clock,
/// which goes on when a device starts again.
/// </summary>
internal sealed class PostureMonitor
{
    /// <summary>Longest time between predictions that still is one sitting: over it everything begins anew.</summary>
    public const long LongestGapMs = 30_000;

    private readonly PostureSmoother _smoother = new();
    private readonly SlouchDetector _detector = new();
    private long? _lastUnixMs;

    /// <summary>The alert that is up, or null.</summary>
    public RaisedAlert? Raised { get; private set; }

    /// <summary>Label of the steady posture, or null without predictions.</summary>
    public int? StablePosture => _smoother.Posture;

    /// <summary>The steady posture, or null without predictions.</summary>
    public StablePosture? Stable => _smoother.Posture is { } posture
        ? new StablePosture(posture, _smoother.Average[posture], (long)_smoother.SinceMs)
        : null;

    /// <summary>Goes on with an alert that was up when the process ended.</summary>
    public void Resume(RaisedAlert raised, long nowUnixMs)
    {
        Raised = raised;
        _lastUnixMs = nowUnixMs;
        _detector.Resume(raised.SinceUnixMs, nowUnixMs);
    }

    /// <summary>
    /// Takes the probabilities, [8], of a prediction, and tells how the alert changed, if it did. With null for
    /// <paramref name="bad"/> it is quiet: nothing is raised and no slouch begins.
    /// </summary>
    public AlertChange? Observe(
        ReadOnlySpan<float> probabilities, long atUnixMs, AlertSettings settings, BadPostures? bad)
    {
        AlertChange? silenced = Silence(atUnixMs);
        _lastUnixMs = Math.Max(atUnixMs, _lastUnixMs ?? atUnixMs);
        _smoother.Observe(probabilities, _lastUnixMs.Value);
        if (bad is null)
            return silenced ?? Dismiss(atUnixMs);

        _detector.Observe(bad.Probability(_smoother.Average), _lastUnixMs.Value, settings);
        return silenced ?? Follow(_lastUnixMs.Value, bad);
    }

    /// <summary>Takes an alert down that nobody confirms any more, because no predictions come.</summary>
    public AlertChange? Silence(long nowUnixMs)
    {
        if (_lastUnixMs is not { } last || nowUnixMs - last <= LongestGapMs)
            return null;
        _lastUnixMs = null;
        _smoother.Clear();
        return TakeDown(last, ClearReason.Silent);
    }

    /// <summary>Takes down what is up, and forgets a slouch that is under way.</summary>
    public AlertChange? Dismiss(long nowUnixMs) => TakeDown(nowUnixMs, ClearReason.Dismissed);

    private AlertChange? Follow(long atUnixMs, BadPostures bad)
    {
        if (Raised is null && _detector.Persists)
        {
            Raised = new RaisedAlert(
                bad.MostProbable(_smoother.Average), (long)_detector.SinceMs!.Value, atUnixMs);
            return new AlertChange(Raised, atUnixMs);
        }

        return Raised is not null && !_detector.Persists ? TakeDown(atUnixMs, ClearReason.Recovered) : null;
    }

    private AlertChange? TakeDown(long atUnixMs, ClearReason reason)
    {
        _detector.Clear();
        if (Raised is not { } raised)
            return null;
        Raised = null;
        return new AlertChange(raised, atUnixMs, reason);
    }
}
