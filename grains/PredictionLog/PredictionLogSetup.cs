using Microsoft.Extensions.DependencyInjection;
using Posture.Grains.Configuration;

namespace Posture.Grains.PredictionLog;

internal static class PredictionLogSetup
{
    /// <summary>
    /// Adds spool and shipping over the <see cref="IPredictionStore"/> that the host registers. Call it before Orleans is
    /// added: hosted services stop in reverse order, and the spool is emptied after the last grain is gone.
    /// </summary>
    public static IServiceCollection AddPredictionLog(this IServiceCollection services, string spoolDirectory)
    {
        return services
            .AddValidatedOptions<PredictionLogOptions>(PredictionLogOptions.Section)
            .AddSingleton(new SpoolDirectory(spoolDirectory))
            .AddSingleton<PredictionSpool>()
            .AddSingleton<SpoolFlush>()
            .AddSingleton<PredictionShipper>()
            .AddHostedService(provider => provider.GetRequiredService<PredictionShipper>())
            .AddHostedService<SpoolSync>()
            .AddHostedService<PredictionRetention>();
    }
}
