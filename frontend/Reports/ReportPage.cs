namespace Posture.Frontend.Reports;

/// <summary>The frame of every report page. It loads one style sheet and no script.</summary>
internal static class ReportPage
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static string Write(ReportWords words, string title, string body) => $"""
        <!doctype html>
        <html lang="{(words.IsEnglish ? "en" : "ko")}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Html.Text(title)} · Posture</title>
        <link rel="icon" href="/favicon.svg">
        <link rel="stylesheet" href="/styles/tokens.css">
        <link rel="stylesheet" href="/styles/base.css">
        <link rel="stylesheet" href="/styles/reports.css">
        </head>
        <body>
        <main class="report">
        <nav><a href="/reports{words.Query}">{words["보고서 목록"]}</a> <a href="/">{words["실시간 화면"]}</a>
        {(words.IsEnglish ? "<a href=\"?lang=ko\" lang=\"ko\">한국어</a>" : "<a href=\"?lang=en\" lang=\"en\">English</a>")}</nav>
        <h1>{Html.Text(title)}</h1>
        {body}
        </main>
        </body>
        </html>

        """.ReplaceLineEndings("\n");

    public static IResult Answer(HttpResponse response, string page)
    {
        response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        return Results.Text(page, "text/html; charset=utf-8");
    }
}
