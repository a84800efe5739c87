using Microsoft.Net.Http.Headers;

namespace Posture.Frontend.Headers;

/// <summary>What every answer tells a browser, and caches on the way, not to do with it. A page that needs more has said so in its own policy.</summary>
internal static class SecurityHeaders
{
    // Nobody is meant to see more of these than text.
    private const string DefaultPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    // Pages of others: the Orleans dashboard writes styles of its own, Scalar's page of the API a script too.
    private const string DashboardPolicy =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; " +
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private const string ApiPagePolicy = DashboardPolicy + "; script-src 'self' 'unsafe-inline'";

    // The live page reads the sensors of a phone.
    private const string Permissions =
        "accelerometer=(self), gyroscope=(self), magnetometer=(self), camera=(), microphone=(), geolocation=(), payment=(), usb=()";

    /// <summary>Adds them as an answer starts, so that those of a failed request, which loses its headers, have them too.</summary>
    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(Add, context);
        return next(context);
    });

    private static Task Add(object state)
    {
        var context = (HttpContext)state;
        IHeaderDictionary headers = context.Response.Headers;
        headers.TryAdd(HeaderNames.ContentSecurityPolicy, PolicyOf(context.Request.Path));
        headers[HeaderNames.XContentTypeOptions] = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = Permissions;
        // Who may read them may change, and what they tell is about people.
        if (IsPersonal(context.Request.Path))
            headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }

    private static bool IsPersonal(PathString path) => path.StartsWithSegments("/api") || path.StartsWithSegments("/reports");

    private static string PolicyOf(PathString path) =>
        path.StartsWithSegments("/dashboard") ? DashboardPolicy
        : path.StartsWithSegments("/docs") ? ApiPagePolicy
        : DefaultPolicy;
}
