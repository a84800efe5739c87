namespace Posture.Frontend.Reports;

internal static class ReportsSetup
{
    /// <summary>Adds what counts for the reports. Call it behind Orleans: its last words need a silo.</summary>
    public static IServiceCollection AddTrafficMeter(this IServiceCollection services) => services
        .AddSingleton<TrafficMeter>()
        .AddHostedService<TrafficShipper>();
}
