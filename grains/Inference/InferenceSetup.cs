using Microsoft.Extensions.DependencyInjection;
using Posture.Grains.Configuration;

namespace Posture.Grains.Inference;

internal static class InferenceSetup
{
    /// <summary>Adds the model and its loading at start.</summary>
    public static IServiceCollection AddInference(this IServiceCollection services)
    {
        return services
            .AddValidatedOptions<ModelOptions>(ModelOptions.Section)
            .AddSingleton<ModelHost>()
            .AddHostedService(provider => provider.GetRequiredService<ModelHost>());
    }
}
