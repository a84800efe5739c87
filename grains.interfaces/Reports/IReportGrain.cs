using Orleans.Concurrency;

namespace Posture.Grains.Interfaces.Reports;

/// <summary>Makes reports and keeps them. One in the cluster, whose key is <see cref="Only"/>: so each is made once.</summary>
[Alias("posture.reports")]
public interface IReportGrain : IGrainWithIntegerKey
{
    /// <summary>The only key in use.</summary>
    const long Only = 0;

    /// <summary>The report of a day or of the week that a day is in, kept or made now.</summary>
    [Alias("read")]
    Task<ReportAnswer> Read(ReportKind kind, DateOnly date);

    /// <summary>Which reports there are.</summary>
    [Alias("list")]
    Task<ReportList> List();

    /// <summary>Makes what is due and not there yet. Every silo calls it now and then.</summary>
    [Alias("make-due"), OneWay]
    Task MakeDue();
}
