using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Posture.Frontend.Access;
using Posture.Frontend.Management;
using Posture.Silo.Health;
using Posture.Silo.Hosting;

namespace Posture.Frontend.Hosting;

/// <summary>Says on the console what is served and where, once it is.</summary>
internal sealed class StartBanner(
    IServer server,
    IHostApplicationLifetime lifetime,
    IOptions<DashboardOptions> dashboard,
    IOptions<AccessOptions> access,
    IOptions<ManagementOptions> management,
    DataDirectory? data = null) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() => Console.WriteLine(
            Text(
                management.Value.WithoutManagement(server.Features.Get<IServerAddressesFeature>()!.Addresses),
                dashboard.Value, access.Value, management.Value, data?.FullPath)));
        lifetime.ApplicationStopped.Register(() => Console.WriteLine("Stopped."));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The banner; its links lead to the first of the addresses.</summary>
    internal static string Text(
        ICollection<string> addresses, DashboardOptions dashboard, AccessOptions access, ManagementOptions management, string? dataPath)
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
}
