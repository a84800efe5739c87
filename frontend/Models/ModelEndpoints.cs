using System.Collections.Immutable;
using Posture.Grains.Interfaces.Models;

namespace Posture.Frontend.Models;

/// <summary><c>/api/models</c>: which versions there are, which one answers, and how to change that.</summary>
internal static class ModelEndpoints
{
    public static void MapModels(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder models = app.MapGroup("/api/models")
            .WithTags("Models")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .AddEndpointFilter<RegistryFaults>();
        models.MapGet("", ListAsync)
            .WithSummary("Every version on disk with its state, and what each silo runs")
            .Produces<ModelListView>();
        MapChange(models.MapPost("/{version}/activate", (string version, RegistryClient registry) =>
            registry.ChangeAsync(grain => grain.Activate(version))), "Let a version answer, once it has been verified");
        MapChange(models.MapPost("/rollback", (RegistryClient registry) =>
            registry.ChangeAsync(grain => grain.Rollback())), "Return to the version that was active before");
        MapChange(models.MapPost("/{version}/shadow", (string version, RegistryClient registry) =>
            registry.ChangeAsync(grain => grain.Shadow(version))), "Run a version beside the active one, for the log only");
        MapChange(models.MapDelete("/shadow", (RegistryClient registry) =>
            registry.ChangeAsync(grain => grain.Shadow(null))), "End the shadow");
        models.MapReports();
    }

    private static void MapChange(RouteHandlerBuilder change, string summary) => change
        .WithSummary(summary)
        .WithDescription(
            """
            Answers once every silo that the registry knows has followed, or after ten seconds with is_complete false and
            each silo's reason. What is answered with 200 is stored: a silo that has not followed yet goes on trying.
            """)
        .Produces<ModelChangeView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> ListAsync(RegistryClient client)
    {
        (string name, IModelRegistryGrain registry) = await client.FindAsync();
        if (await registry.Status() is not { } status)
            return RegistryClient.NoStorage;
        ImmutableArray<ModelSummary> versions = await registry.Versions();
        return Results.Ok(ModelListView.Of(name, status, versions));
    }
}
