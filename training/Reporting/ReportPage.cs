using Posture.Training.Simulation;

namespace Posture.Training.Reporting;

/// <summary>The page of a report; it loads nothing but the plots beside it.</summary>
internal static class ReportPage
{
    public static string Write(EvaluationResults? results, AlertReport? alerts) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Posture: evaluation</title>
        <style>
        {Style()}
        </style>
        </head>
        <body>
        <main>
        <h1>Posture: evaluation</h1>
        {(results is null ? "" : EvaluationSection.Write(results))}
        {(alerts is null ? "" : AlertSection.Write(alerts))}
        </main>
        </body>
        </html>
        """.ReplaceLineEndings("\n") + "\n";

    private static string Style()
    {
        using Stream stream = typeof(ReportPage).Assembly.GetManifestResourceStream("report.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Trim();
    }
}
