using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Orleans.Dashboard;
using Posture.Frontend.Access;
using Posture.Frontend.AccessLog;
using Posture.Frontend.Connections;
using Posture.Frontend.Devices;
using Posture.Frontend.Feedback;
using Posture.Frontend.Headers;
using Posture.Frontend.Limits;
using Posture.Frontend.Management;
using Posture.Frontend.Models;
using Posture.Frontend.Page;
using Posture.Frontend.Reports;
using Posture.Frontend.Requests;
using Posture.Frontend.Sockets;
using Posture.Frontend.Status;
using Posture.Frontend.Tls;
using Posture.Frontend.Trial;
using Posture.Frontend.Users;
using Posture.Grains.Configuration;
using Posture.Silo.Health;
using Posture.Silo.Hosting;
using Posture.Silo.Logs;
using Posture.Silo.Metrics;
using DashboardOptions = Posture.Silo.Hosting.DashboardOptions;

namespace Posture.Frontend.Hosting;

/// <summary>What the frontend is made of, in order.</summary>
internal static class FrontendSetup
{
    private const int MaxBodyBytes = 64 * 1024;
    // Beside the sockets. At the bound Kestrel cuts the newest ones and counts them in kestrel_rejected_connections.
    private const int MaxHttpConnections = 2_000;

    public static void AddFrontend(this WebApplicationBuilder builder)
    {
        builder.AddLogs();
        // There the banner itself says it.
        if (!builder.Configuration.WritesJson())
            builder.Logging.AddFilter<ConsoleLoggerProvider>(typeof(StartBanner).FullName, LogLevel.None);
        ServerUrls.Add(builder);
        int maxSockets = ValidatedOptions.Peek<SocketOptions>(builder.Configuration, SocketOptions.Section).MaxConnections;
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.Limits.MaxConcurrentConnections = maxSockets + MaxHttpConnections;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.ConfigureEndpointDefaults(endpoint =>
            {
                endpoint.ServeHttp1();
                endpoint.LimitConnections();
            });
            kestrel.SecureTls();
        });

        builder.AddTopology(Topology.Read(builder.Configuration), Dashboard(builder.Configuration).Enabled);
        builder.Services
            .AllowTimeToStop()
            .AddValidatedOptions<DashboardOptions>(DashboardOptions.Section)
            .AddValidatedOptions<ManagementOptions>(ManagementOptions.Section)
            .AddAccess()
            .AddLimits()
            .AddTls()
            .AddAccessLog()
            .AddDeviceSockets()
            .AddConnectionLog()
            .AddTrafficMeter()
            .AddProblemDetails()
            .AddSingleton<RegistryClient>()
            .AddApiDocument()
            .AddHostedService<StartBanner>()
            .ConfigureHttpJsonOptions(json =>
            {
                json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
                json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
                json.SerializerOptions.Converters.Add(new UtcTimeConverter());
            });
    }

    public static void MapFrontend(this WebApplication app)
    {
        // First, so that they see what everybody behind them made of a request.
        app.UseMiddleware<RequestLog>();
        app.UseMiddleware<RequestTiming>();
        app.UseSecurityHeaders();
        app.UseHsts();
        // A body over the limit, for one, surfaces as an exception that knows its own status.
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = e => e switch
            {
                BadHttpRequestException bad => bad.StatusCode,
                // A grain that is busy, or whose silo went away.
                TimeoutException or OrleansException => StatusCodes.Status503ServiceUnavailable,
                _ => StatusCodes.Status500InternalServerError,
            },
        });
        app.UseStatusCodePages();
        app.UseAddressLimits();
        app.UseMiddleware<AccessRules>();
        app.UseUserLimits();
        app.UseLivePage();
        app.MapDeviceSockets();
        app.MapHealth(() => app.Services.GetRequiredService<SocketRegistry>().Count);
        app.MapTrial();
        app.MapUsers();
        app.MapDevices();
        app.MapModelAccuracy();
        app.MapModels();
        app.MapStatus();
        app.MapReports();
        app.MapPostureMetrics(typeof(FrontendSetup).Assembly);
        app.MapApiDocument();
        if (Dashboard(app.Configuration).Enabled)
            app.MapOrleansDashboard("/dashboard").ExcludeFromDescription();
    }

    /// <summary>The addresses that the frontend will listen on.</summary>
    public static IEnumerable<ListenAddress> Addresses(this WebApplication app) =>
        app.Services.GetRequiredService<IOptions<ServerUrls>>().Value.Addresses();

    private static DashboardOptions Dashboard(IConfiguration configuration) =>
        ValidatedOptions.Peek<DashboardOptions>(configuration, DashboardOptions.Section);
}
