using Posture.Frontend.Models;
using Posture.Frontend.Reports.Plots;
using Posture.Grains.Interfaces.Reports;
using static Posture.Frontend.Reports.ReportWords;

namespace Posture.Frontend.Reports;

/// <summary>A week's report as a page.</summary>
internal static class WeeklyPage
{
    public static string Write(WeeklyReport report) => ReportPage.Write(
        $"주간 보고서 {Day(report.Date)} – {Day(report.Date.AddDays(6))}",
        $"""
        {Html.Paragraph(Made(report.TimeZone, report.GeneratedAt, report.To, report.IsSoFar), "hint")}
        {(report.IsEmpty ? Html.Paragraph("이 주의 데이터가 없습니다.", "empty") : Sections(report))}
        """);

    private static string Sections(WeeklyReport report) => $"""
        {ReportSections.Tiles(
            ("예측", Number(report.Predictions)),
            ("응답", Number(report.Replies)),
            ("응답 p50", Milliseconds(report.ReplyTimes?.P50Ms)),
            ("응답 p95", Milliseconds(report.ReplyTimes?.P95Ms)),
            ("응답 p99", Milliseconds(report.ReplyTimes?.P99Ms)),
            ("오류율", Percent(report.ErrorShare)))}
        {DaysTable(report)}
        {Plots(report)}
        {ReportSections.Models(report.Models, report.Feedback)}
        {ReportSections.Postures(report.Postures)}
        {ReportSections.Errors(report.Errors, report.Refused)}
        {ReportSections.Connections(report.Connections)}
        {ReportSections.Confidence(report.Confidence)}
        """;

    private static string DaysTable(WeeklyReport report) => $"""
        {Html.Heading("요일별 비교")}
        {Html.Table(
            ["날짜", "예측", "사용자", "오류율", "p50", "p95", "p99", "신뢰도", "피드백", "정확도", "드리프트 PSI"],
            report.Days.Select(day => new[]
            {
                Weekday(day.Date), Number(day.Totals.Predictions), Number(day.Totals.Users), Percent(day.Totals.ErrorShare),
                Milliseconds(day.ReplyTimes?.P50Ms), Milliseconds(day.ReplyTimes?.P95Ms), Milliseconds(day.ReplyTimes?.P99Ms),
                Decimal(day.MeanConfidence), Number(day.Judged), Percent(day.Accuracy), Drifted(day.DriftPsi),
            }))}
        """;

    private static string Plots(WeeklyReport report)
    {
        string[] days = [.. report.Days.Select(day => $"{day.Date:MM-dd}")];
        return $"""
            <div class="figures">
            {Html.Figure(BarPlot.Svg([.. report.Days.Select(day => new Bar($"{day.Date:MM-dd}", day.Totals.Predictions))]), "일별 예측 수")}
            {Html.Figure(LinePlot.Svg(
                days,
                [
                    new Line("p50", [.. report.Days.Select(day => day.ReplyTimes?.P50Ms)]),
                    new Line("p95", [.. report.Days.Select(day => day.ReplyTimes?.P95Ms)]),
                ]), "일별 응답 시간 (ms)")}
            {Html.Figure(BarPlot.Svg([.. report.Days.Select(day => new Bar($"{day.Date:MM-dd}", 100 * (day.Totals.ErrorShare ?? 0)))]), "일별 오류율 (%)")}
            {Html.Figure(LinePlot.Svg(
                days, [new Line("", [.. report.Days.Select(day => 100 * day.Accuracy)])], maximum: 100), "일별 피드백 기준 정확도 (%)")}
            </div>
            """;
    }

    private static string Drifted(double? psi) => psi is { } value ? $"{Decimal(value)} {Verdict(DriftView.VerdictOf(value))}" : Decimal(null);
}
