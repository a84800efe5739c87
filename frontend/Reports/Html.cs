using System.Net;

namespace Posture.Frontend.Reports;

/// <summary>Pieces of a page. Every text is encoded here.</summary>
internal static class Html
{
    public static string Text(string text) => WebUtility.HtmlEncode(text);

    public static string Paragraph(string text, string style = "") =>
        $"<p{(style.Length > 0 ? $" class=\"{style}\"" : "")}>{Text(text)}</p>";

    public static string Heading(string text) => $"<h2>{Text(text)}</h2>";

    /// <summary>A table that scrolls by itself where the page is narrow; the first column names the rows.</summary>
    public static string Table(IEnumerable<string> headers, IEnumerable<IEnumerable<string>> rows) => $"""
        <div class="table"><table>
        <thead><tr>{string.Concat(headers.Select(header => $"<th scope=\"col\">{Text(header)}</th>"))}</tr></thead>
        <tbody>
        {string.Join('\n', rows.Select(Row))}
        </tbody>
        </table></div>
        """;

    /// <summary>A number with its name.</summary>
    public static string Tile(string name, string value) => $"<div><dt>{Text(name)}</dt><dd>{Text(value)}</dd></div>";

    /// <summary>A plot as a picture of its own: it brings its styles along, which the page's policy would not let in.</summary>
    public static string Figure(byte[] svg, string caption) => $"""
        <figure>
        <figcaption>{Text(caption)}</figcaption>
        <img src="data:image/svg+xml;base64,{Convert.ToBase64String(svg)}" alt="{Text(caption)}">
        </figure>
        """;

    private static string Row(IEnumerable<string> cells) => "<tr>" + string.Concat(cells.Select((cell, index) =>
        index == 0 ? $"<th scope=\"row\">{Text(cell)}</th>" : $"<td>{Text(cell)}</td>")) + "</tr>";
}
