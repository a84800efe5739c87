using System.Collections.Immutable;
using Posture.Grains.Interfaces.Reports;
using static Posture.Frontend.Reports.ReportWords;

namespace Posture.Frontend.Reports;

/// <summary>The reports that are kept, and those of today.</summary>
internal static class ListPage
{
    public static string Write(ReportList list) => ReportPage.Write("보고서", $"""
        <p><a href="{Path(ReportKind.Daily, list.Today)}">오늘 (so far)</a> · <a href="{Path(ReportKind.Weekly, list.Today)}">이번 주 (so far)</a></p>
        {Html.Paragraph("하루가 끝나면 일일 보고서가, 월요일에 주간 보고서가 만들어져 보관됩니다. 데이터가 없는 날은 목록에 없습니다.", "hint")}
        {List("주간", list.Kept, ReportKind.Weekly)}
        {List("일일", list.Kept, ReportKind.Daily)}
        """);

    private static string List(string name, ImmutableArray<KeptReport> kept, ReportKind kind)
    {
        KeptReport[] reports = [.. kept.Where(report => report.Kind == kind)];
        return Html.Heading(name) + (reports.Length == 0
            ? Html.Paragraph("아직 보관된 보고서가 없습니다.", "empty")
            : $"<ul class=\"kept\">\n{string.Join('\n', reports.Select(Item))}\n</ul>");
    }

    private static string Item(KeptReport report) =>
        $"<li><a href=\"{Path(report.Kind, report.Date)}\">{Day(report.Date)}</a></li>";

    private static string Path(ReportKind kind, DateOnly date) =>
        $"/api/reports/{(kind == ReportKind.Weekly ? "weekly" : "daily")}/{Day(date)}";
}
