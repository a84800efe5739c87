using Microsoft.OpenApi;
using Posture.Silo.Health;
using Scalar.AspNetCore;

namespace Posture.Frontend.Hosting;

/// <summary>The OpenAPI document of the HTTP interface, and the page that shows it.</summary>
internal static class ApiDocument
{
    private const string Title = "Posture API";
    private const string Scheme = "bearer";

    public static IServiceCollection AddApiDocument(this IServiceCollection services) =>
        services.AddOpenApi(options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = Title;
            document.Info.Version = HealthEndpoints.Version;
            Secure(document);
            return Task.CompletedTask;
        }));

    // One of a device or the operator's; none where the server takes anonymous callers.
    private static void Secure(OpenApiDocument document)
    {
        document.AddComponent(Scheme, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = Scheme });
        document.Security = [new() { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }, []];
    }

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
