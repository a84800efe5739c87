using Posture.Training.Simulation;

namespace Posture.Training.Reporting;

/// <summary>The part of the page that tells of simulated wearers.</summary>
internal static class AlertSection
{
    public static string Write(AlertReport report) => $"""
        <h2>Alerts of simulated wearers</h2>
        {Html.Paragraph(Lead(report))}
        {Html.List(Method(report))}
        {Html.Figures(AlertPlots.Of(report))}
        {Html.Table(AlertRows.Headers(report), AlertRows.Of(report))}
        """;

    private static string Lead(AlertReport report) =>
        $"{report.Simulation.Wearers} people who never were wear the device for {report.Simulation.Hours} h each, through the "
        + $"very code that serves: window, features, model {report.ModelVersion}, smoothing and alert policy. They tell how "
        + "the policy behaves, not how well real people are recognised.";

    private static IEnumerable<string> Method(AlertReport report) =>
    [
        $"Each wearer shows every posture for {AlertSimulation.CalibrationSeconds} s. Then postures follow one another at random, "
            + "most held for a minute or two, with movement, breaks, restless frames, and a pitch that wanders and is never "
            + $"twice the same. Seed {report.Simulation.Seed}.",
        $"An alert is asked for when a wearer is in posture {string.Join(", ", report.Settings.BadPostures)} for "
            + $"{report.Settings.AfterSeconds} s; it is over after {report.Settings.ClearAfterSeconds} s in others.",
        $"A false alarm is an alert without a single bad moment in the {report.Settings.AfterSeconds} s before it.",
        "Some wearers hold a bad posture and a good one at the same pitch. One angle cannot tell them apart, and no policy can.",
        "Intervals are over resampled wearers.",
    ];
}
