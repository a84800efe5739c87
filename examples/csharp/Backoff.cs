namespace Posture.Examples.CSharp;

/// <summary>
/// Exponential backoff with full jitter: a random time up to 0.5 s, then up to 1 s, 2 s, … up to 30 s, so that thousands of
/// devices do not come back in one instant.
/// </summary>
/// <param name="random">Draws from 0 to 1.</param>
internal sealed class Backoff(Func<double> random)
{
    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(500), Longest = TimeSpan.FromSeconds(30);

    private int _failures;

    public TimeSpan Next()
    {
        double longestMs = Math.Min(First.TotalMilliseconds * Math.Pow(2, _failures), Longest.TotalMilliseconds);
        _failures++;
        return TimeSpan.FromMilliseconds(random() * longestMs);
    }

    public void Reset() => _failures = 0;
}
