namespace Posture.Frontend.Page;

/// <summary>Serves the live page from <c>wwwroot</c>.</summary>
internal static class PageSetup
{
    // Everything the page needs is its own; sockets go to wherever the page came from.
    private const string ContentSecurityPolicy =
        "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data:; style-src 'self'; " +
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static void UseLivePage(this IApplicationBuilder app)
    {
        app.UseDefaultFiles();
        app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = file =>
            {
                file.Context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
                file.Context.Response.Headers.CacheControl = "no-cache";
            },
        });
    }
}
