using Posture.Grains.Interfaces.Alerts;

namespace Posture.Grains.Alerts;

/// <summary>
/// Tells one slouch that persists from passing ones. A slouch begins when a bad posture is likely, and is over when none
/// has been for <see cref="AlertSettings.ClearAfterSeconds"/>; it is worth an alert once its bad moments add up to
/// <see cref="AlertSettings.AfterSeconds"/>.
/// </summary>
internal sealed class SlouchDetector
{
    /// <summary>From this probability of a bad posture on the wearer slouches.</summary>
    public const double SlouchesFrom = 0.6;

    /// <summary>Up to this probability the wearer sits well; in between nothing changes.</summary>
    public const double SitsWellUpTo = 0.4;

    private const double MsPerSecond = 1000;

    private double? _lastMs;
    private bool _isBad;
    private double _badMs;
    private double _goodMs;

    /// <summary>When the slouch that is going on began, or null.</summary>
    public double? SinceMs { get; private set; }

    /// <summary>Whether it has lasted long enough to be worth an alert.</summary>
    public bool Persists { get; private set; }

    /// <summary>Takes the probability that the posture is a bad one; time runs on any one clock.</summary>
    public void Observe(double badProbability, double atMs, AlertSettings settings)
    {
        Count(atMs - (_lastMs ?? atMs));
        _lastMs = atMs;
        if (badProbability >= SlouchesFrom)
            _isBad = true;
        else if (badProbability <= SitsWellUpTo)
            _isBad = false;

        if (_isBad)
        {
            SinceMs ??= atMs;
            _goodMs = 0;
            Persists |= _badMs >= settings.AfterSeconds * MsPerSecond;
        }
        else if (_goodMs >= settings.ClearAfterSeconds * MsPerSecond)
        {
            Clear();
            _lastMs = atMs;
        }
    }

    /// <summary>Forgets the slouch that is going on.</summary>
    public void Clear()
    {
        (_lastMs, _isBad, _badMs, _goodMs, SinceMs, Persists) = (null, false, 0, 0, null, false);
    }

    /// <summary>Goes on with a slouch that persisted when the process ended.</summary>
    public void Resume(double sinceMs, double atMs)
    {
        (_lastMs, _isBad, _badMs, _goodMs, SinceMs, Persists) = (atMs, true, 0, 0, sinceMs, true);
    }

    private void Count(double elapsedMs)
    {
        if (SinceMs is null)
            return;
        if (_isBad)
            _badMs += elapsedMs;
        else
            _goodMs += elapsedMs;
    }
}
