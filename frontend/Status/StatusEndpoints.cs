using System.Collections.Immutable;
using Posture.Grains.Interfaces.Health;

namespace Posture.Frontend.Status;

/// <summary><c>/api/status</c>: which processes run, and how they are.</summary>
internal static class StatusEndpoints
{
    public static void MapStatus(this IEndpointRouteBuilder app) => app.MapGet("/api/status", ListAsync)
        .WithTags("Health")
        .WithSummary("Every silo and frontend that was heard of within the last day, those that run first")
        .Produces<StatusView>();

    private static async Task<IResult> ListAsync(IGrainFactory grains)
    {
        ImmutableArray<SeenProcess> processes =
            await grains.GetGrain<ISystemStatusGrain>(ISystemStatusGrain.Pool).List();
        return Results.Ok(new StatusView([.. processes.Select(ProcessView.Of)]));
    }
}
