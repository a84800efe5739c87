using System.CommandLine;
using Microsoft.Extensions.Options;
using Npgsql;
using Posture.Grains.Configuration;
using Posture.Grains.PredictionLog;
using Posture.Silo.Hosting;

namespace Posture.Silo.Commands;

/// <summary><c>ship-spool</c>: what a silo that does not come back had not shipped goes into PostgreSQL.</summary>
internal static class ShipSpoolCommand
{
    public static Command Create()
    {
        var from = new Option<string>("--from")
        {
            Description = "Data folder of the silo (its Posture__DataDirectory)",
            Required = true,
        };
        var command = new Command(
            "ship-spool", "Ships the spool of a silo that does not come back into PostgreSQL (ConnectionStrings__Postgres), then ends.")
        {
            from,
        };
        command.SetAction((result, cancellationToken) =>
            RunAsync(LeftoverData.Open(result.GetValue(from)!), result.InvocationConfiguration.Output, cancellationToken));
        return command;
    }

    private static async Task RunAsync(LeftoverData data, TextWriter output, CancellationToken cancellationToken)
    {
        using IHost host = Compose(data);
        host.Services.GetRequiredService<IStartupValidator>().Validate();
        PredictionSpool spool = Claim(data, host.Services);
        var progress = new ShippingProgress(output, spool, host.Services.GetRequiredService<TimeProvider>());
        await output.WriteLineAsync(progress.Summary(data));
        if (spool.RecoveredRecords > 0)
            await ShipAsync(host.Services, progress, cancellationToken);
        await output.WriteLineAsync(data.DescribeRest());
    }

    private static IHost Compose(LeftoverData data)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            ContentRootPath = AppContext.BaseDirectory,
        });
        string postgres = Topology.PostgresOf(builder.Configuration);
        if (postgres.Length == 0)
            throw new CommandRefusedException("ConnectionStrings__Postgres is missing: it says where the cluster's log is.");
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddValidatedOptions<PredictionLogOptions>(PredictionLogOptions.Section)
            .AddSingleton(new SpoolDirectory(data.Spool))
            .AddSingleton<PredictionSpool>()
            .AddSingleton<SpoolShipment>()
            .AddClusterStore(postgres);
        return builder.Build();
    }

    private static PredictionSpool Claim(LeftoverData data, IServiceProvider services)
    {
        try
        {
            return services.GetRequiredService<PredictionSpool>();
        }
        catch (SpoolUnusableException e)
        {
            throw new CommandRefusedException($"{e.Message}\nA silo that runs over '{data.FullPath}' ships its spool itself.", e);
        }
    }

    private static async Task ShipAsync(IServiceProvider services, ShippingProgress progress, CancellationToken cancellationToken)
    {
        TimeSpan patience = services.GetRequiredService<IOptions<ClusterStartOptions>>().Value.StartTimeout;
        await services.GetRequiredService<NeededServers>().StartAsync(cancellationToken);
        try
        {
            await services.GetRequiredService<SpoolShipment>().ShipAsync(patience, progress, cancellationToken);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            throw new ServerAwayException("PostgreSQL", patience, e);
        }
    }
}
