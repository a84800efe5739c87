namespace Posture.Training.Reporting;

/// <summary>A plot of the report.</summary>
/// <param name="FileName">Its file, for example <c>reliability.svg</c>.</param>
/// <param name="Description">What it shows, for those who cannot see it.</param>
/// <param name="Caption">How to read it.</param>
/// <param name="Svg">The document, UTF-8.</param>
internal sealed record ReportPlot(string FileName, string Description, string Caption, byte[] Svg);
