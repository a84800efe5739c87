using System.ComponentModel.DataAnnotations;

namespace Posture.Grains.Reports;

/// <summary>Daily and weekly reports.</summary>
public sealed class ReportOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Posture:Reports";

    /// <summary>IANA name of the zone whose days are reported.</summary>
    [TimeZoneName]
    public string TimeZone { get; set; } = "Asia/Seoul";

    /// <summary>Reports of days further back are deleted, and the counts that they were made of.</summary>
    [Range(30, 36_500)]
    public int RetentionDays { get; set; } = 400;
}

/// <summary>A zone that the machine knows.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TimeZoneNameAttribute() : ValidationAttribute("the name of a time zone, such as Asia/Seoul, expected.")
{
    public override bool IsValid(object? value) => value is string name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out _);
}
