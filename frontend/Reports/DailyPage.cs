using Posture.Frontend.Models;
using Posture.Frontend.Reports.Plots;
using Posture.Grains.Interfaces.Reports;
using static Posture.Frontend.Reports.ReportWords;

namespace Posture.Frontend.Reports;

/// <summary>A day's report as a page.</summary>
internal static class DailyPage
{
    public static string Write(DailyReport report) => ReportPage.Write(
        $"일일 보고서 {Day(report.Date)}",
        $"""
        {Html.Paragraph(Made(report.TimeZone, report.GeneratedAt, report.To, report.IsSoFar), "hint")}
        {(report.IsEmpty ? Html.Paragraph("이 날의 데이터가 없습니다.", "empty") : Sections(report))}
        """);

    private static string Sections(DailyReport report) => $"""
        {Totals(report)}
        {Traffic(report)}
        {ReportSections.Postures(report.Postures)}
        {ReplyTimes(report)}
        {ReportSections.Errors(report.Errors, report.Refused)}
        {ReportSections.Connections(report.Connections)}
        {ReportSections.Confidence(report.Confidence)}
        {ReportSections.Models(report.Models, report.Feedback)}
        {Trend(report)}
        {DriftSection(report.Drift)}
        """;

    private static string Totals(DailyReport report) => ReportSections.Tiles(
        ("예측", Number(report.Totals.Predictions)),
        ("사용자", Number(report.Totals.Users)),
        ("응답 p95", Milliseconds(report.ReplyTimes?.P95Ms)),
        ("오류율", Percent(report.Totals.ErrorShare)),
        ("오류", Number(report.Totals.Errors)),
        ("거부된 연결", Number(report.Totals.Refused)),
        ("시작된 연결", Number(report.Connections.Opened.Sum(one => one.Count))),
        ("느린 사용자 (시간당 최대)", Number(report.Totals.SlowUsersPeak)));

    private static string Traffic(DailyReport report) => $"""
        {Html.Heading("시간대별 트래픽")}
        {Html.Figure(BarPlot.Svg([.. report.Hours.Select(hour => new Bar(Hour(report, hour, "HH"), hour.Predictions))]), "시간별 예측 수")}
        {Html.Table(
            ["시각", "예측", "응답", "오류", "p50", "p95", "느린 사용자"],
            report.Hours.Select(hour => new[]
            {
                Hour(report, hour, "HH:mm"), Number(hour.Predictions), Number(hour.Replies), Number(hour.Errors),
                Milliseconds(hour.P50Ms), Milliseconds(hour.P95Ms), Number(hour.SlowUsers),
            }))}
        """;

    private static string ReplyTimes(DailyReport report) => report.ReplyTimes is not { } times ? "" : $"""
        {Html.Heading("응답 시간")}
        {ReportSections.Tiles(
            ("p50", Milliseconds(times.P50Ms)), ("p95", Milliseconds(times.P95Ms)), ("p99", Milliseconds(times.P99Ms)),
            ("100 ms 초과", Number(times.Over100Ms)), ("500 ms 초과", Number(times.Over500Ms)))}
        {Html.Figure(LinePlot.Svg(
            [.. report.Hours.Select(hour => Hour(report, hour, "HH"))],
            [new Line("p50", [.. report.Hours.Select(hour => hour.P50Ms)]), new Line("p95", [.. report.Hours.Select(hour => hour.P95Ms)])]), "시간별 응답 시간 (ms)")}
        """;

    private static string Trend(DailyReport report) => $"""
        {Html.Heading("정확도 추이 (7일)")}
        {Html.Figure(LinePlot.Svg(
            [.. report.AccuracyTrend.Select(day => $"{day.Date:MM-dd}")],
            [new Line("", [.. report.AccuracyTrend.Select(day => 100 * day.Accuracy)])],
            maximum: 100), "피드백 기준 정확도 (%)")}
        {Html.Table(
            ["날짜", "피드백", "맞음", "정확도"],
            report.AccuracyTrend.Select(day => new[] { Weekday(day.Date), Number(day.Judged), Number(day.Right), Percent(day.Accuracy) }))}
        """;

    private static string DriftSection(ReportedDrift drift) => $"""
        {Html.Heading("데이터 드리프트")}
        {Html.Paragraph(Drift(drift))}
        {(drift.Features.IsEmpty
            ? ""
            : Html.Table(
                ["특징", "PSI", "JS", "판정"],
                drift.Features.Select(feature => new[]
                {
                    feature.Name, Decimal(feature.Psi), Decimal(feature.JsDistance), Verdict(DriftView.VerdictOf(feature.Psi)),
                }).Concat(drift.PosturePsi is { } psi ? [["자세 분포", Decimal(psi), "", Verdict(DriftView.VerdictOf(psi))]] : [])))}
        """;

    private static string Hour(DailyReport report, ReportHour hour, string format) => Time(hour.Start, report.TimeZone, format);
}
