using System.Net;

namespace Posture.Training.Reporting;

/// <summary>Pieces of the page. Every text is encoded here.</summary>
internal static class Html
{
    public static string Text(string text) => WebUtility.HtmlEncode(text);

    public static string Paragraph(string text) => $"<p>{Text(text)}</p>";

    public static string List(IEnumerable<string> items) =>
        $"<ul>\n{Lines(items.Select(item => $"<li>{Text(item)}</li>"))}\n</ul>";

    /// <summary>A table that scrolls by itself where the page is narrow; the first column names the rows.</summary>
    public static string Table(IEnumerable<string> headers, IEnumerable<IEnumerable<string>> rows) => $"""
        <div class="table"><table>
        <thead><tr>{string.Concat(headers.Select(header => $"<th scope=\"col\">{Text(header)}</th>"))}</tr></thead>
        <tbody>
        {Lines(rows.Select(Row))}
        </tbody>
        </table></div>
        """;

    public static string Figure(ReportPlot plot) => $"""
        <figure>
        <img src="{Text(plot.FileName)}" alt="{Text(plot.Description)}">
        <figcaption>{Text(plot.Caption)}</figcaption>
        </figure>
        """;

    public static string Figures(IEnumerable<ReportPlot> plots) =>
        $"<div class=\"figures\">\n{Lines(plots.Select(Figure))}\n</div>";

    public static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);

    private static string Row(IEnumerable<string> cells) => "<tr>" + string.Concat(cells.Select((cell, index) =>
        index == 0 ? $"<th scope=\"row\">{Text(cell)}</th>" : $"<td>{Text(cell)}</td>")) + "</tr>";
}
