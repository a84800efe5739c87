using System.Collections.Immutable;
using Posture.Grains.Alerts;
using Posture.Grains.Interfaces.Alerts;

namespace Posture.Training.Simulation;

/// <summary>A slouch that is long enough for an alert, as somebody who sees the wearer would tell.</summary>
/// <param name="StartMs">When it began.</param>
/// <param name="DueMs">When its bad moments add up to what the settings ask for.</param>
/// <param name="EndMs">When its last bad moment was over.</param>
internal sealed record Slouch(double StartMs, double DueMs, double EndMs)
{
    private const double MsPerSecond = 1000;

    /// <summary>
    /// The slouches of a day. Bad bouts are of one slouch unless the wearer sat well in between for as long as the
    /// settings ask, or was away for so long that the monitor begins anew.
    /// </summary>
    public static ImmutableArray<Slouch> Among(IEnumerable<Bout> bouts, AlertSettings settings)
    {
        var slouches = ImmutableArray.CreateBuilder<Slouch>();
        var bad = new List<Bout>();
        double betweenMs = 0;
        foreach (Bout bout in bouts)
        {
            double lengthMs = bout.EndMs - bout.StartMs;
            if (IsBad(bout, settings))
            {
                bad.Add(bout);
                betweenMs = 0;
                continue;
            }

            betweenMs += lengthMs;
            bool isOver = bout.Activity == Activity.Away
                ? lengthMs > PostureMonitor.LongestGapMs
                : betweenMs >= settings.ClearAfterSeconds * MsPerSecond;
            if (isOver)
                End(slouches, bad, settings);
        }

        End(slouches, bad, settings);
        return slouches.ToImmutable();
    }

    /// <summary>Whether a bout is of a bad posture.</summary>
    public static bool IsBad(Bout bout, AlertSettings settings) =>
        bout.Posture is { } posture && settings.BadPostures.Contains(posture);

    private static void End(ImmutableArray<Slouch>.Builder slouches, List<Bout> bad, AlertSettings settings)
    {
        double leftMs = settings.AfterSeconds * MsPerSecond;
        foreach (Bout bout in bad)
        {
            double lengthMs = bout.EndMs - bout.StartMs;
            if (leftMs <= lengthMs)
            {
                slouches.Add(new Slouch(bad[0].StartMs, bout.StartMs + leftMs, bad[^1].EndMs));
                break;
            }

            leftMs -= lengthMs;
        }

        bad.Clear();
    }
}
