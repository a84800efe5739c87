using Posture.Grains.Interfaces.Alerts;

namespace Posture.Grains.Alerts;

/// <summary>
/// Tells one slouch that persists from passing ones. A slouch begins when a bad posture is likely, and is over when none
/// has been for <see cref="AlertSettings.ClearAfterSeconds"/>; it is worth an alert once its bad moments add up to
/// <see cref="AlertSettings.AfterSeconds"/>.
/// </summary>
internal sealed class SlouchDetector
{
    /// <summary>From this probability of a bad posture on the wearer slouches; chosen by docs/evaluation.md.</summary>
    public const double SlouchesFrom = 0.7;

    /// <summary>Up to this probability the wearer sits well; in between nothing changes.</summary>
    public const double SitsWellUpTo = 0.5;

    /// <summary>
    /// Time over which the probability is averaged. A slouch is a matter of minutes: a handful of wrong predictions in a
    /// row must not end it.
    /// </summary>
    public const double TimeConstantMs = 15_000;

    private const double MsPerSecond = 1000;

    private double _average;
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
        double elapsedMs = atMs - (_lastMs ?? double.NegativeInfinity);
        Count(elapsedMs);
        _average += (1 - Math.Exp(-elapsedMs / TimeConstantMs)) * (badProbability - _average);
        _lastMs = atMs;
        if (_average >= SlouchesFrom)
            _isBad = true;
        else if (_average <= SitsWellUpTo)
            _isBad = false;

        if (_isBad)
        {
            SinceMs ??= atMs;
            _goodMs = 0;
            Persists |= _badMs >= settings.AfterSeconds * MsPerSecond;
        }
        else if (_goodMs >= settings.ClearAfterSeconds * MsPerSecond)
        {
            EndSlouch();
        }
    }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        _lastMs = null;
        _isBad = false;
        EndSlouch();
    }

    /// <summary>Goes on with a slouch that persisted when the process ended.</summary>
    public void Resume(double sinceMs, double atMs)
    {
        (_average, _lastMs, _isBad, SinceMs, Persists) = (1, atMs, true, sinceMs, true);
    }

    private void EndSlouch() => (_badMs, _goodMs, SinceMs, Persists) = (0, 0, null, false);

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
