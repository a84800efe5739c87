using System.Globalization;
using Posture.Grains.Interfaces.Reports;

namespace Posture.Frontend.Reports;

/// <summary>The words and numbers of the pages, in Korean or English, with international units.</summary>
/// <param name="isEnglish">English instead of Korean.</param>
/// <param name="query">What a link has to carry so that the next page is in a language that was chosen.</param>
internal sealed class ReportWords(bool isEnglish, string query)
{
    private const string None = "–";

    // As the live page names them.
    private static readonly string[] PostureNames =
        ["바른 자세", "거북목", "고개 숙임", "앞으로 기울임", "오른쪽 기울임", "왼쪽 기울임", "오른 다리 꼬기", "왼 다리 꼬기"];

    public bool IsEnglish => isEnglish;

    public string Query => query;

    /// <summary>A text, by its Korean.</summary>
    public string this[string korean] => isEnglish ? ReportTexts.English[korean] : korean;

    public string PostureName(int label) => $"{label} {this[PostureNames[label]]}";

    public static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Percent(double? share) =>
        share is { } value ? (value * 100).ToString(value is > 0 and < 0.01 ? "0.00" : "0.0", CultureInfo.InvariantCulture) + " %" : None;

    public static string Milliseconds(double? time) => time is { } ms
        ? (ms >= 10_000 ? "≥ " : "") + ms.ToString(ms < 10 ? "0.0" : "0", CultureInfo.InvariantCulture) + " ms"
        : None;

    public static string Decimal(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? None;

    public static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public string Weekday(DateOnly date) =>
        $"{date:MM-dd} ({(isEnglish ? date.ToString("ddd", CultureInfo.InvariantCulture) : "일월화수목금토"[(int)date.DayOfWeek])})";

    /// <summary>A time in the zone of the report.</summary>
    public static string Time(DateTimeOffset time, string zone, string format) =>
        TimeZoneInfo.ConvertTime(time, TimeZoneInfo.FindSystemTimeZoneById(zone)).ToString(format, CultureInfo.InvariantCulture);

    /// <summary>When a report was made, and up to which time where that is not its end.</summary>
    public string Made(string zone, DateTimeOffset at, DateTimeOffset to, bool isSoFar) =>
        (isSoFar ? Fill("아직 끝나지 않은 기간입니다. {0}까지의 집계입니다.", Time(to, zone, "MM-dd HH:mm")) + " " : "")
        + Fill("시간대 {0}, 생성 {1}.", zone, Time(at, zone, "yyyy-MM-dd HH:mm"));

    public string Drift(ReportedDrift drift) => drift.Outcome switch
    {
        "measured" => Fill(
            "사용자 {0}명, 프레임 {1}개의 표본{2}, 모델 {3}.",
            Number(drift.People), Number(drift.Frames), drift.IsPartial ? this["(일부)"] : "", drift.ModelVersion!),
        "no_model" => this["로드된 모델이 없어 측정하지 못했습니다."],
        "no_reference" => Fill("모델 {0}에 학습 데이터 기준이 없어 측정하지 못했습니다.", drift.ModelVersion!),
        "no_traffic" => this["측정할 예측이 없습니다."],
        _ => this["측정하지 못했습니다. GET /api/models/drift로 다시 측정할 수 있습니다."],
    };

    public string Verdict(string verdict) => this[verdict switch
    {
        "stable" => "안정",
        "shifted" => "변화",
        _ => "드리프트",
    }];

    private string Fill(string korean, params object[] values) => string.Format(CultureInfo.InvariantCulture, this[korean], values);
}
