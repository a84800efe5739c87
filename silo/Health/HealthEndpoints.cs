using System.Reflection;
using Posture.Grains.Interfaces.Health;

namespace Posture.Silo.Health;

/// <summary>
/// <c>/health</c> for people and monitoring; <c>/health/live</c>, <c>/health/ready</c> and <c>/health/startup</c> for
/// orchestrators. Liveness calls no grain and no database: a restart cures neither.
/// </summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan SiloTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Version of the running server.</summary>
    public static string Version { get; } =
        typeof(HealthEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <param name="app">Gets the endpoints.</param>
    /// <param name="activeConnections">Counts the device sockets of this process.</param>
    public static void MapHealth(this IEndpointRouteBuilder app, Func<int> activeConnections)
    {
        RouteGroupBuilder health = app.MapGroup("/health").WithTags("Health").DisableHttpMetrics();
        health.MapGet("", (IGrainFactory grains, TimeProvider time) => ReportAsync(grains, time, activeConnections()))
            .WithSummary("State of the server and its parts; 503 when unhealthy")
            .Produces<HealthReport>()
            .Produces<HealthReport>(StatusCodes.Status503ServiceUnavailable);
        health.MapGet("/live", () => Results.Ok()).WithSummary("200 while the process runs");
        health.MapGet("/ready", ReadyAsync).WithSummary("200 while predictions can be served, by the wanted model");
        health.MapGet("/startup", StartupAsync).WithSummary("200 once predictions can be served");
    }

    /// <summary>What a silo says of itself, this process's own if it has one; null when none answers in time.</summary>
    public static async Task<SiloReport?> AskSiloAsync(IGrainFactory grains)
    {
        // No answer is an answer here: the report says that no silo could be reached.
        try
        {
            return await grains.GetGrain<ISiloStatusGrain>(ISiloStatusGrain.Pool).Report().WaitAsync(SiloTimeout);
        }
        catch (Exception e) when (e is TimeoutException or Orleans.Runtime.OrleansException or InvalidOperationException)
        {
            return null;
        }
    }

    private static async Task<IResult> ReportAsync(IGrainFactory grains, TimeProvider time, int activeConnections)
    {
        HealthReport report = HealthReport.Of(await AskSiloAsync(grains), activeConnections, time.GetUtcNow(), Version);
        return Results.Json(
            report, statusCode: report.IsUnhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    private static async Task<IResult> ReadyAsync(IGrainFactory grains, IHostApplicationLifetime lifetime) => Answer(
        !lifetime.ApplicationStopping.IsCancellationRequested
        && await AskSiloAsync(grains) is { ModelVersion: not null, WrongModel: null });

    // Another model than the wanted one is no reason to start the process again.
    private static async Task<IResult> StartupAsync(IGrainFactory grains) =>
        Answer(await AskSiloAsync(grains) is { ModelVersion: not null });

    private static IResult Answer(bool isWell) =>
        isWell ? Results.Ok() : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
}
