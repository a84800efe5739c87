using Microsoft.AspNetCore.Server.Kestrel.Core;
using Posture.Grains.Configuration;

namespace Posture.Frontend.Limits;

internal static class LimitSetup
{
    public static IServiceCollection AddLimits(this IServiceCollection services) => services
        .AddValidatedOptions<LimitOptions>(LimitOptions.Section)
        .AddRateLimiter(_ => { })
        .AddSingleton<ExemptNetworks>()
        .AddSingleton<ConnectionLimit>()
        .AddSingleton<SocketLimits>();

    public static void LimitConnections(this ListenOptions endpoint)
    {
        var limit = endpoint.ApplicationServices.GetRequiredService<ConnectionLimit>();
        endpoint.Use(next => connection => limit.RunAsync(connection, next));
    }
}
