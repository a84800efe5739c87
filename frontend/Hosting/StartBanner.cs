using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Posture.Frontend.Access;
using Posture.Silo.Health;
using Posture.Silo.Hosting;

namespace Posture.Frontend.Hosting;

/// <summary>Says on the console what is served and where, once it is.</summary>
internal sealed class StartBanner(
    IServer server,
    IHostApplicationLifetime lifetime,
    IOptions<DashboardOptions> dashboard,
    IOptions<AccessOptions> access,
    DataDirectory? data = null) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() => Console.WriteLine(
            Text(server.Features.Get<IServerAddressesFeature>()!.Addresses, dashboard.Value, access.Value, data?.FullPath)));
        lifetime.ApplicationStopped.Register(() => Console.WriteLine("Stopped."));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The banner; its links lead to the first of the addresses.</summary>
    internal static string Text(
        ICollection<string> addresses, DashboardOptions dashboard, AccessOptions access, string? dataPath)
    {
        string root = addresses.First().TrimEnd('/');
        string[] lines =
        [
            $"Posture {HealthEndpoints.Version} is ready.",
            "",
            $"  live page   {root}/",
            $"  socket      ws{root["http".Length..]}/ws",
            $"  API docs    {root}/docs",
            $"  dashboard   {(dashboard.Enabled ? root + "/dashboard" : "off (Posture__Dashboard__Enabled)")}",
            $"  metrics     {root}/metrics",
            $"  health      {root}/health",
            .. addresses.Skip(1).Select(address => $"  also on     {address.TrimEnd('/')}"),
            .. dataPath is null ? Array.Empty<string>() : [$"  data        {dataPath}"],
            "",
            .. (access.AllowAnonymous ?? ListenAddresses.AreLoopback(addresses))
                ? Array.Empty<string>()
                : ["Anonymous use is off: only /health answers. Posture__Auth__AllowAnonymous=true turns it on.", ""],
            "Ctrl-C stops it.",
        ];
        return $"\n{string.Join('\n', lines)}\n";
    }
}
