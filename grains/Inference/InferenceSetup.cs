using Microsoft.Extensions.DependencyInjection;
using Posture.Grains.Configuration;

namespace Posture.Grains.Inference;

internal static class InferenceSetup
{
    /// <summary>Adds what runs models; which ones is decided by the model registry.</summary>
    public static IServiceCollection AddInference(this IServiceCollection services)
    {
        return services
            .AddValidatedOptions<ModelOptions>(ModelOptions.Section)
            .AddSingleton<ModelHost>()
            .AddSingleton<ShadowTrial>();
    }
}
