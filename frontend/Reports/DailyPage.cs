using Posture.Frontend.Models;
using Posture.Frontend.Reports.Plots;
using Posture.Grains.Interfaces.Reports;
using static Posture.Frontend.Reports.ReportWords;

namespace Posture.Frontend.Reports;

/// <summary>A day's report as a page.</summary>
internal static class DailyPage
{
    public static string Write(DailyReport report, ReportWords words) => ReportPage.Write(
        words,
        $"{words["일일 보고서"]} {Day(report.Date)}",
        $"""
        {Html.Paragraph(words.Made(report.TimeZone, report.GeneratedAt, report.To, report.IsSoFar), "hint")}
        {(report.IsEmpty ? Html.Paragraph(words["이 날의 데이터가 없습니다."], "empty") : Sections(report, words))}
        """);

    private static string Sections(DailyReport report, ReportWords words) => $"""
        {Totals(report, words)}
        {Traffic(report, words)}
        {ReportSections.Postures(report.Postures, words)}
        {ReplyTimes(report, words)}
        {ReportSections.Errors(report.Errors, report.Refused, words)}
        {ReportSections.Connections(report.Connections, words)}
        {ReportSections.Confidence(report.Confidence, words)}
        {ReportSections.Models(report.Models, report.Feedback, words)}
        {Trend(report, words)}
        {DriftSection(report.Drift, words)}
        """;

    private static string Totals(DailyReport report, ReportWords words) => ReportSections.Tiles(
        (words["예측"], Number(report.Totals.Predictions)),
        (words["사용자"], Number(report.Totals.Users)),
        (words["응답 p95"], Milliseconds(report.ReplyTimes?.P95Ms)),
        (words["오류율"], Percent(report.Totals.ErrorShare)),
        (words["오류"], Number(report.Totals.Errors)),
        (words["거부 (연결, 토큰)"], Number(report.Totals.Refused)),
        (words["시작된 연결"], Number(report.Connections.Opened.Sum(one => one.Count))),
        (words["느린 사용자 (시간당 최대)"], Number(report.Totals.SlowUsersPeak)));

    private static string Traffic(DailyReport report, ReportWords words) => $"""
        {Html.Heading(words["시간대별 트래픽"])}
        {Html.Figure(BarPlot.Svg([.. report.Hours.Select(hour => new Bar(Hour(report, hour, "HH"), hour.Predictions))]), words["시간별 예측 수"])}
        {Html.Table(
            [words["시각"], words["예측"], words["응답"], words["오류"], "p50", "p95", words["느린 사용자"]],
            report.Hours.Select(hour => new[]
            {
                Hour(report, hour, "HH:mm"), Number(hour.Predictions), Number(hour.Replies), Number(hour.Errors),
                Milliseconds(hour.P50Ms), Milliseconds(hour.P95Ms), Number(hour.SlowUsers),
            }))}
        """;

    private static string ReplyTimes(DailyReport report, ReportWords words) => report.ReplyTimes is not { } times ? "" : $"""
        {Html.Heading(words["응답 시간"])}
        {ReportSections.Tiles(
            ("p50", Milliseconds(times.P50Ms)), ("p95", Milliseconds(times.P95Ms)), ("p99", Milliseconds(times.P99Ms)),
            (words["100 ms 초과"], Number(times.Over100Ms)), (words["500 ms 초과"], Number(times.Over500Ms)))}
        {Html.Figure(LinePlot.Svg(
            [.. report.Hours.Select(hour => Hour(report, hour, "HH"))],
            [new Line("p50", [.. report.Hours.Select(hour => hour.P50Ms)]), new Line("p95", [.. report.Hours.Select(hour => hour.P95Ms)])]), words["시간별 응답 시간 (ms)"])}
        """;

    private static string Trend(DailyReport report, ReportWords words) => $"""
        {Html.Heading(words["정확도 추이 (7일)"])}
        {Html.Figure(LinePlot.Svg(
            [.. report.AccuracyTrend.Select(day => $"{day.Date:MM-dd}")],
            [new Line("", [.. report.AccuracyTrend.Select(day => 100 * day.Accuracy)])],
            maximum: 100), words["피드백 기준 정확도 (%)"])}
        {Html.Table(
            [words["날짜"], words["피드백"], words["맞음"], words["정확도"]],
            report.AccuracyTrend.Select(day => new[] { words.Weekday(day.Date), Number(day.Judged), Number(day.Right), Percent(day.Accuracy) }))}
        """;

    private static string DriftSection(ReportedDrift drift, ReportWords words) => $"""
        {Html.Heading(words["데이터 드리프트"])}
        {Html.Paragraph(words.Drift(drift))}
        {(drift.Features.IsEmpty
            ? ""
            : Html.Table(
                [words["특징"], "PSI", "JS", words["판정"]],
                drift.Features.Select(feature => new[]
                {
                    feature.Name, Decimal(feature.Psi), Decimal(feature.JsDistance), words.Verdict(DriftView.VerdictOf(feature.Psi)),
                }).Concat(drift.PosturePsi is { } psi ? [[words["자세 분포"], Decimal(psi), "", words.Verdict(DriftView.VerdictOf(psi))]] : [])))}
        """;

    private static string Hour(DailyReport report, ReportHour hour, string format) => Time(hour.Start, report.TimeZone, format);
}
