using Microsoft.Extensions.DependencyInjection;
using Posture.Grains.Configuration;

namespace Posture.Grains.Connections;

internal static class ConnectionLogSetup
{
    /// <summary>Adds what a silo does with the <see cref="IConnectionStore"/> that the host registers, once its tables are there.</summary>
    public static IServiceCollection AddConnectionLog(this IServiceCollection services)
    {
        return services
            .AddValidatedOptions<ConnectionLogOptions>(ConnectionLogOptions.Section)
            .AddSingleton<AbandonedConnections>()
            .AddHostedService<ConnectionRetention>();
    }
}
