using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Posture.Frontend.Access;
using Posture.Frontend.Management;
using Posture.Silo.Health;
using Posture.Silo.Hosting;
using Posture.Silo.Logs;

namespace Posture.Frontend.Hosting;

/// <summary>Says what is served and where, once it is: for people on the console, in a line in the log.</summary>
internal sealed partial class StartBanner(
    IServer server,
    IHostApplicationLifetime lifetime,
    IOptions<DashboardOptions> dashboard,
    IOptions<AccessOptions> access,
    IOptions<ManagementOptions> management,
    IConfiguration configuration,
    LogFiles logs,
    ILogger<StartBanner> logger,
    DataDirectory? data = null) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(SayReady);
        lifetime.ApplicationStopped.Register(SayStopped);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void SayReady()
    {
        ICollection<string> addresses =
            management.Value.WithoutManagement(server.Features.Get<IServerAddressesFeature>()!.Addresses);
        LogReady(HealthEndpoints.Version, string.Join(' ', addresses));
        if (!configuration.WritesJson())
            Console.WriteLine(Text(
                addresses, dashboard.Value, access.Value, management.Value, logs.Directory, data?.FullPath));
    }

    private void SayStopped()
    {
        LogStopped();
        if (!configuration.WritesJson())
            Console.WriteLine("Stopped.");
    }

    /// <summary>The banner; its links lead to the first of the addresses.</summary>
    internal static string Text(
        ICollection<string> addresses, DashboardOptions dashboard, AccessOptions access, ManagementOptions management, string logPath,
        string? dataPath)
    {
        string root = addresses.First().TrimEnd('/');
        bool isLoopback = ListenAddresses.AreLoopback(addresses);
        string[] lines =
        [
            $"Posture {HealthEndpoints.Version} is ready.",
            "",
            $"  live page   {root}/",
            $"  socket      ws{root["http".Length..]}/ws",
            $"  API docs    {root}/docs",
            $"  dashboard   {(dashboard.Enabled ? root + "/dashboard" : "off (Posture__Dashboard__Enabled)")}",
            $"  metrics     {Metrics(root, isLoopback, management)}",
            $"  health      {root}/health",
            .. addresses.Skip(1).Select(address => $"  also on     {address.TrimEnd('/')}"),
            $"  logs        {logPath}",
            .. dataPath is null ? Array.Empty<string>() : [$"  data        {dataPath}"],
            "",
            .. (access.AllowAnonymous ?? isLoopback)
                ? Array.Empty<string>()
                : ["Anonymous use is off: without a token only /health answers. Posture__Auth__AllowAnonymous=true turns it on.", ""],
            .. isLoopback || access.OperatorToken.Length + access.OperatorTokenFile.Length > 0
                ? Array.Empty<string>()
                : ["No operator token is set, so no device can be registered: Posture__Auth__OperatorTokenFile.", ""],
            "Ctrl-C stops it.",
        ];
        return $"\n{string.Join('\n', lines)}\n";
    }

    private static string Metrics(string root, bool isLoopback, ManagementOptions management) =>
        management.Url.Length > 0 ? $"{management.Url.TrimEnd('/')}/metrics"
        : isLoopback ? $"{root}/metrics"
        : "off (Posture__Management__Url)";

    [LoggerMessage(8020, LogLevel.Information, "Posture {Version} is ready on {Addresses}")]
    private partial void LogReady(string version, string addresses);

    [LoggerMessage(8021, LogLevel.Information, "Stopped")]
    private partial void LogStopped();
}
