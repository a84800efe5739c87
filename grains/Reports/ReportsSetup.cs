using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Posture.Grains.Configuration;

namespace Posture.Grains.Reports;

internal static class ReportsSetup
{
    /// <summary>
    /// Adds reports over the <see cref="IReportSource"/> and <see cref="IReportStore"/> that the host registers. Call it
    /// behind Orleans.
    /// </summary>
    public static IServiceCollection AddReports(this IServiceCollection services)
    {
        return services
            .AddValidatedOptions<ReportOptions>(ReportOptions.Section)
            .AddSingleton(provider => new ReportDays(
                TimeZoneInfo.FindSystemTimeZoneById(provider.GetRequiredService<IOptions<ReportOptions>>().Value.TimeZone)))
            .AddSingleton<ReportDrift>()
            .AddSingleton<ReportMaking>()
            .AddHostedService<ReportSchedule>();
    }
}
