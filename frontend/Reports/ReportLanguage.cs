using Microsoft.Net.Http.Headers;

namespace Posture.Frontend.Reports;

/// <summary>The language of a page: the one that <c>?lang=</c> asks for, else the browser's, else Korean.</summary>
internal static class ReportLanguage
{
    private const string Parameter = "lang";

    public static ReportWords WordsFor(HttpRequest request) => request.Query[Parameter].ToString() switch
    {
        "ko" => new ReportWords(false, "?lang=ko"),
        "en" => new ReportWords(true, "?lang=en"),
        _ => new ReportWords(PrefersEnglish(request.GetTypedHeaders().AcceptLanguage), ""),
    };

    private static bool PrefersEnglish(IEnumerable<StringWithQualityHeaderValue> languages) => languages
        .Where(language => language.Quality is not 0)
        .OrderByDescending(language => language.Quality ?? 1)
        .Select(language => language.Value.ToString().Split('-')[0].ToLowerInvariant())
        .FirstOrDefault(language => language is "ko" or "en") == "en";
}
