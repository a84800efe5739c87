using Microsoft.Extensions.DependencyInjection;

namespace Posture.Grains.Models;

internal static class ModelsSetup
{
    /// <summary>Adds what keeps the silo on the wanted models. Call it behind Orleans: it starts by asking a grain.</summary>
    public static IServiceCollection AddModelRegistry(this IServiceCollection services)
    {
        return services
            .AddSingleton<ModelCatalog>()
            .AddSingleton<ModelSwitch>()
            .AddSingleton<ModelFollower>()
            .AddHostedService(provider => provider.GetRequiredService<ModelFollower>());
    }
}
