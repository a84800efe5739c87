using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Posture.Frontend.Health;
using Posture.Silo.Hosting;

namespace Posture.Frontend.Hosting;

/// <summary>Says on the console what is served and where, once it is.</summary>
internal sealed class StartBanner(
    IServer server,
    IHostApplicationLifetime lifetime,
    IOptions<DashboardOptions> dashboard,
    DataDirectory data) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Print);
        lifetime.ApplicationStopped.Register(() => Console.WriteLine("Stopped; everything is written."));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Print()
    {
        string root = server.Features.Get<IServerAddressesFeature>()!.Addresses.First().TrimEnd('/');
        Console.WriteLine(
            $"""

            Posture {HealthEndpoints.Version} is ready.

              live page   {root}/
              socket      {root.Replace("http", "ws", StringComparison.Ordinal)}/ws
              API docs    {root}/docs
              dashboard   {(dashboard.Value.Enabled ? root + "/dashboard" : "off (Posture__Dashboard__Enabled)")}
              metrics     {root}/metrics
              health      {root}/health
              data        {data.FullPath}

            Ctrl-C stops it.

            """);
    }
}
