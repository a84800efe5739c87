using Microsoft.Extensions.DependencyInjection;

namespace Posture.Grains.Predictions;

internal static class PredictionSetup
{
    /// <summary>Adds what takes the frames of a silo's users through its model into its log.</summary>
    public static IServiceCollection AddPredictions(this IServiceCollection services) => services.AddSingleton<PredictionQueue>();
}
