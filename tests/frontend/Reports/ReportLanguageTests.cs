using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Posture.Frontend.Reports;
using Posture.Grains.Interfaces.Reports;

namespace Posture.Frontend.Tests.Reports;

public sealed partial class ReportLanguageTests
{
    private static readonly DateOnly Monday = new(2026, 11, 23);

    [Theory]
    [InlineData("", null, false)]
    [InlineData("", "fr-FR", false)]
    [InlineData("", "en", true)]
    [InlineData("", "fr, en-GB;q=0.8, ko;q=0.7", true)]
    [InlineData("", "en;q=0.3, ko-KR", false)]
    [InlineData("", "en;q=0, ko;q=0.1", false)]
    [InlineData("?lang=en", "ko", true)]
    [InlineData("?lang=ko", "en", false)]
    [InlineData("?lang=xx", "en", true)]
    public void The_choice_goes_before_the_browser_and_the_browser_before_Korean(string query, string? accepted, bool isEnglish)
    {
        HttpRequest request = new DefaultHttpContext().Request;
        request.QueryString = new QueryString(query);
        request.Headers.AcceptLanguage = accepted;

        Assert.Equal(isEnglish, ReportLanguage.WordsFor(request).IsEnglish);
    }

    [Fact]
    public void A_chosen_language_goes_along_and_a_page_leads_to_the_other_one()
    {
        var list = new ReportList(Monday, [new KeptReport(ReportKind.Daily, Monday.AddDays(-1), DateTimeOffset.UnixEpoch)]);
        string page = ListPage.Write(list, new ReportWords(true, "?lang=en"));

        Assert.Contains("<html lang=\"en\">", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/api/reports/daily/2026-11-22?lang=en\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"?lang=ko\"", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(Hangul(), page.Replace("한국어", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_text_of_the_pages_is_in_the_table_and_no_other()
    {
        string[] used =
        [
            .. Directory.GetFiles(Path.Combine(RepositoryRoot(), "frontend", "Reports"), "*.cs")
                .Where(file => Path.GetFileName(file) != "ReportTexts.cs")
                .SelectMany(File.ReadLines)
                .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
                .SelectMany(line => Literals().Matches(line).Select(match => match.Groups[1].Value))
                .Where(text => text is not ("한국어" or "일월화수목금토"))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

        Assert.Equal(ReportTexts.English.Keys.Order(StringComparer.Ordinal), used);
        Assert.All(ReportTexts.English.Values, english => Assert.DoesNotMatch(Hangul(), english));
    }

    [Fact]
    public void Both_languages_have_the_same_places_for_values() => Assert.All(
        ReportTexts.English, text => Assert.Equal(Places(text.Key), Places(text.Value)));

    private static string[] Places(string text) => [.. Place().Matches(text).Select(match => match.Value).Order()];

    private static string RepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Posture.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not lie in a clone of the repository.");
    }

    [GeneratedRegex(@"[\uac00-\ud7a3]")]
    private static partial Regex Hangul();

    [GeneratedRegex("(?<![\\\\=])\"([^\"\\\\]*[\\uac00-\\ud7a3][^\"\\\\]*)\"")]
    private static partial Regex Literals();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
