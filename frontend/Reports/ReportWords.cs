using System.Globalization;
using Posture.Grains.Interfaces.Reports;

namespace Posture.Frontend.Reports;

/// <summary>The words and numbers of the pages, Korean as the live page is, with international units.</summary>
internal static class ReportWords
{
    private const string None = "–";

    // As the live page names them.
    private static readonly string[] PostureNames =
        ["바른 자세", "거북목", "고개 숙임", "앞으로 기울임", "오른쪽 기울임", "왼쪽 기울임", "오른 다리 꼬기", "왼 다리 꼬기"];

    public static string PostureName(int label) => $"{label} {PostureNames[label]}";

    public static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Percent(double? share) =>
        share is { } value ? (value * 100).ToString(value is > 0 and < 0.01 ? "0.00" : "0.0", CultureInfo.InvariantCulture) + " %" : None;

    public static string Milliseconds(double? time) => time is { } ms
        ? (ms >= 10_000 ? "≥ " : "") + ms.ToString(ms < 10 ? "0.0" : "0", CultureInfo.InvariantCulture) + " ms"
        : None;

    public static string Decimal(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? None;

    public static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Weekday(DateOnly date) => $"{date:MM-dd} ({"일월화수목금토"[(int)date.DayOfWeek]})";

    /// <summary>A time in the zone of the report.</summary>
    public static string Time(DateTimeOffset time, string zone, string format) =>
        TimeZoneInfo.ConvertTime(time, TimeZoneInfo.FindSystemTimeZoneById(zone)).ToString(format, CultureInfo.InvariantCulture);

    /// <summary>When a report was made, and up to which time where that is not its end.</summary>
    public static string Made(string zone, DateTimeOffset at, DateTimeOffset to, bool isSoFar) =>
        (isSoFar ? $"아직 끝나지 않은 기간입니다. {Time(to, zone, "MM-dd HH:mm")}까지의 집계(so far). " : "")
        + $"시간대 {zone}, 생성 {Time(at, zone, "yyyy-MM-dd HH:mm")}.";

    public static string Drift(ReportedDrift drift) => drift.Outcome switch
    {
        "measured" => $"사용자 {Number(drift.People)}명, 프레임 {Number(drift.Frames)}개의 표본{(drift.IsPartial ? "(일부)" : "")}, 모델 {drift.ModelVersion}.",
        "no_model" => "로드된 모델이 없어 측정하지 못했습니다.",
        "no_reference" => $"모델 {drift.ModelVersion}에 학습 데이터 기준이 없어 측정하지 못했습니다.",
        "no_traffic" => "측정할 예측이 없습니다.",
        _ => "측정하지 못했습니다. GET /api/models/drift로 다시 측정할 수 있습니다.",
    };

    public static string Verdict(string verdict) => verdict switch
    {
        "stable" => "안정",
        "shifted" => "변화",
        _ => "드리프트",
    };
}
