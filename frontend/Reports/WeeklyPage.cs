using Posture.Frontend.Models;
using Posture.Frontend.Reports.Plots;
using Posture.Grains.Interfaces.Reports;
using static Posture.Frontend.Reports.ReportWords;

namespace Posture.Frontend.Reports;

/// <summary>A week's report as a page.</summary>
internal static class WeeklyPage
{
    public static string Write(WeeklyReport report, ReportWords words) => ReportPage.Write(
        words,
        $"{words["주간 보고서"]} {Day(report.Date)} – {Day(report.Date.AddDays(6))}",
        $"""
        {Html.Paragraph(words.Made(report.TimeZone, report.GeneratedAt, report.To, report.IsSoFar), "hint")}
        {(report.IsEmpty ? Html.Paragraph(words["이 주의 데이터가 없습니다."], "empty") : Sections(report, words))}
        """);

    private static string Sections(WeeklyReport report, ReportWords words) => $"""
        {ReportSections.Tiles(
            (words["예측"], Number(report.Predictions)),
            (words["응답"], Number(report.Replies)),
            (words["응답 p50"], Milliseconds(report.ReplyTimes?.P50Ms)),
            (words["응답 p95"], Milliseconds(report.ReplyTimes?.P95Ms)),
            (words["응답 p99"], Milliseconds(report.ReplyTimes?.P99Ms)),
            (words["오류율"], Percent(report.ErrorShare)))}
        {DaysTable(report, words)}
        {Plots(report, words)}
        {ReportSections.Models(report.Models, report.Feedback, words)}
        {ReportSections.Postures(report.Postures, words)}
        {ReportSections.Errors(report.Errors, report.Refused, words)}
        {ReportSections.Connections(report.Connections, words)}
        {ReportSections.Confidence(report.Confidence, words)}
        """;

    private static string DaysTable(WeeklyReport report, ReportWords words) => $"""
        {Html.Heading(words["요일별 비교"])}
        {Html.Table(
            [words["날짜"], words["예측"], words["사용자"], words["오류율"], "p50", "p95", "p99", words["신뢰도"], words["피드백"], words["정확도"], words["드리프트 PSI"]],
            report.Days.Select(day => new[]
            {
                words.Weekday(day.Date), Number(day.Totals.Predictions), Number(day.Totals.Users), Percent(day.Totals.ErrorShare),
                Milliseconds(day.ReplyTimes?.P50Ms), Milliseconds(day.ReplyTimes?.P95Ms), Milliseconds(day.ReplyTimes?.P99Ms),
                Decimal(day.MeanConfidence), Number(day.Judged), Percent(day.Accuracy), Drifted(day.DriftPsi, words),
            }))}
        """;

    private static string Plots(WeeklyReport report, ReportWords words)
    {
        string[] days = [.. report.Days.Select(day => $"{day.Date:MM-dd}")];
        return $"""
            <div class="figures">
            {Html.Figure(BarPlot.Svg([.. report.Days.Select(day => new Bar($"{day.Date:MM-dd}", day.Totals.Predictions))]), words["일별 예측 수"])}
            {Html.Figure(LinePlot.Svg(
                days,
                [
                    new Line("p50", [.. report.Days.Select(day => day.ReplyTimes?.P50Ms)]),
                    new Line("p95", [.. report.Days.Select(day => day.ReplyTimes?.P95Ms)]),
                ]), words["일별 응답 시간 (ms)"])}
            {Html.Figure(BarPlot.Svg([.. report.Days.Select(day => new Bar($"{day.Date:MM-dd}", 100 * (day.Totals.ErrorShare ?? 0)))]), words["일별 오류율 (%)"])}
            {Html.Figure(LinePlot.Svg(
                days, [new Line("", [.. report.Days.Select(day => 100 * day.Accuracy)])], maximum: 100), words["일별 피드백 기준 정확도 (%)"])}
            </div>
            """;
    }

    private static string Drifted(double? psi, ReportWords words) => psi is { } value ? $"{Decimal(value)} {words.Verdict(DriftView.VerdictOf(value))}" : Decimal(null);
}
