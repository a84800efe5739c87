using Posture.Silo.Health;
using Scalar.AspNetCore;

namespace Posture.Frontend.Hosting;

/// <summary>The OpenAPI document of the HTTP interface, and the page that shows it.</summary>
internal static class ApiDocument
{
    private const string Title = "Posture API";

    public static IServiceCollection AddApiDocument(this IServiceCollection services) =>
        services.AddOpenApi(options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = Title;
            document.Info.Version = HealthEndpoints.Version;
            return Task.CompletedTask;
        }));

    /// <summary>Serves both, without what Scalar would send to its maker's services.</summary>
    public static void MapApiDocument(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi();
        app.MapScalarApiReference("/docs", docs => docs
            .WithTitle(Title)
            .DisableDefaultFonts()
            .DisableAgent()
            .DisableMcp()
            .DisableTelemetry()
            .HideClientButton()
            .HideDeveloperTools());
    }
}
