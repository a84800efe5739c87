using Posture.Grains.Configuration;

namespace Posture.Frontend.AccessLog;

internal static class AccessLogSetup
{
    public static IServiceCollection AddAccessLog(this IServiceCollection services) => services
        .AddValidatedOptions<AccessLogOptions>(AccessLogOptions.Section)
        .AddSingleton<AccessLogWriter>();
}
