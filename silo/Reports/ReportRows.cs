using System.Data.Common;
using Posture.Grains.Interfaces.Reports;
using Posture.Grains.Reports;

namespace Posture.Silo.Reports;

/// <summary>Rows of the queries behind reports, in either database.</summary>
internal static class ReportRows
{
    /// <summary>Holds posture, version, decile, count and sum of confidence.</summary>
    public static PredictionCount Predictions(DbDataReader row) =>
        new(row.GetInt32(0), row.GetString(1), row.GetInt32(2), row.GetInt64(3), row.GetDouble(4));

    /// <summary>Holds name and count.</summary>
    public static GroupCount Group(DbDataReader row) => new(row.GetString(0), row.GetInt64(1));

    /// <summary>Holds version, posture, judged and right.</summary>
    public static JudgedCount Judged(DbDataReader row) => new(row.GetString(0), row.GetInt32(1), row.GetInt64(2), row.GetInt64(3));

    /// <summary>Holds version, people and mean accuracy.</summary>
    public static JudgingPeople Judges(DbDataReader row) => new(row.GetString(0), row.GetInt32(1), row.GetDouble(2));

    /// <summary>Holds hour, kind, name and count.</summary>
    public static HourCount Traffic(DbDataReader row) =>
        new(row.GetInt64(0), new TrafficCount(row.GetString(1), row.GetString(2), row.GetInt64(3)));

    public static string Name(ReportKind kind) => kind == ReportKind.Weekly ? "weekly" : "daily";

    public static ReportKind Kind(string name) => name == "weekly" ? ReportKind.Weekly : ReportKind.Daily;
}
