using System.Collections.Immutable;
using Posture.Grains.Interfaces.Reports;
using static Posture.Frontend.Reports.ReportWords;

namespace Posture.Frontend.Reports;

/// <summary>The reports that are kept, and those of today.</summary>
internal static class ListPage
{
    public static string Write(ReportList list, ReportWords words) => ReportPage.Write(words, words["보고서"], $"""
        <p>{Link(ReportKind.Daily, list.Today, words["오늘 (진행 중)"], words)} · {Link(ReportKind.Weekly, list.Today, words["이번 주 (진행 중)"], words)}</p>
        {Html.Paragraph(words["하루가 끝나면 일일 보고서가, 월요일에 주간 보고서가 만들어져 보관됩니다. 데이터가 없는 날은 목록에 없습니다."], "hint")}
        {List(words["주간"], list.Kept, ReportKind.Weekly, words)}
        {List(words["일일"], list.Kept, ReportKind.Daily, words)}
        """);

    private static string List(string name, ImmutableArray<KeptReport> kept, ReportKind kind, ReportWords words)
    {
        KeptReport[] reports = [.. kept.Where(report => report.Kind == kind)];
        return Html.Heading(name) + (reports.Length == 0
            ? Html.Paragraph(words["아직 보관된 보고서가 없습니다."], "empty")
            : $"<ul class=\"kept\">\n{string.Join('\n', reports.Select(report => $"<li>{Link(kind, report.Date, Day(report.Date), words)}</li>"))}\n</ul>");
    }

    private static string Link(ReportKind kind, DateOnly date, string text, ReportWords words) =>
        $"<a href=\"/api/reports/{(kind == ReportKind.Weekly ? "weekly" : "daily")}/{Day(date)}{words.Query}\">{Html.Text(text)}</a>";
}
