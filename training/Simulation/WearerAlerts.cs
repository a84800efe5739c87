using System.Collections.Immutable;
using Posture.Grains.Interfaces.Alerts;

namespace Posture.Training.Simulation;

/// <summary>One simulated wearer's alerts held against what they did.</summary>
/// <param name="HoursWorn">Time with frames.</param>
/// <param name="Slouches">Slouches that the settings ask to tell of.</param>
/// <param name="RaisedOnce">Those that one alert was raised for.</param>
/// <param name="RaisedAgain">Those that more than one was raised for.</param>
/// <param name="AlreadyUp">Those during which an alert was up that had been raised before.</param>
/// <param name="Missed">Those without any.</param>
/// <param name="Alerts">All alerts raised.</param>
/// <param name="Short">Alerts for a slouch shorter than the settings ask for.</param>
/// <param name="FalseAlarms">Alerts without any bad moment in the time that a slouch has to last.</param>
/// <param name="DelaysSeconds">From the beginning of each slouch that was told of to its first alert.</param>
internal sealed record WearerAlerts(
    double HoursWorn,
    int Slouches,
    int RaisedOnce,
    int RaisedAgain,
    int AlreadyUp,
    int Missed,
    int Alerts,
    int Short,
    int FalseAlarms,
    ImmutableArray<double> DelaysSeconds)
{
    private const double MsPerSecond = 1000;
    private const double MsPerHour = 3_600_000;

    // An alert looks back over the window and the smoothing, so it may be raised when a slouch has just ended.
    private const double LagMs = 15_000;

    public static WearerAlerts Of(
        IReadOnlyCollection<Bout> bouts, IReadOnlyCollection<ShownAlert> alerts, AlertSettings settings)
    {
        ImmutableArray<Slouch> slouches = Slouch.Among(bouts, settings);
        ShownAlert[][] raised = [.. slouches.Select(slouch => alerts.Where(alert => IsOf(alert, slouch)).ToArray())];
        bool[] wasUp = [.. slouches.Select(slouch => alerts.Any(alert => WasUp(alert, slouch)))];
        ShownAlert[] others = [.. alerts.Except(raised.SelectMany(own => own))];
        int falseAlarms = others.Count(alert => !HasBadMoment(bouts, alert, settings));
        return new WearerAlerts(
            bouts.Where(bout => bout.Activity != Activity.Away).Sum(bout => bout.EndMs - bout.StartMs) / MsPerHour,
            slouches.Length,
            raised.Count(own => own.Length == 1),
            raised.Count(own => own.Length > 1),
            raised.Zip(wasUp).Count(one => one.First.Length == 0 && one.Second),
            raised.Zip(wasUp).Count(one => one.First.Length == 0 && !one.Second),
            alerts.Count,
            others.Length - falseAlarms,
            falseAlarms,
            [
                .. slouches.Zip(raised).Where(one => one.Second.Length > 0)
                    .Select(one => (one.Second[0].UpMs - one.First.StartMs) / MsPerSecond),
            ]);
    }

    private static bool IsOf(ShownAlert alert, Slouch slouch) =>
        alert.UpMs >= slouch.StartMs && alert.UpMs <= slouch.EndMs + LagMs;

    private static bool WasUp(ShownAlert alert, Slouch slouch) =>
        alert.UpMs < slouch.StartMs && alert.DownMs >= slouch.DueMs;

    private static bool HasBadMoment(IEnumerable<Bout> bouts, ShownAlert alert, AlertSettings settings) => bouts.Any(bout =>
        Slouch.IsBad(bout, settings)
        && bout.StartMs < alert.UpMs
        && bout.EndMs > alert.UpMs - settings.AfterSeconds * MsPerSecond);
}
