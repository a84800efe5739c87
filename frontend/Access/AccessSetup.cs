using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Posture.Grains.Configuration;

namespace Posture.Frontend.Access;

internal static class AccessSetup
{
    // Writes the whole address of every request at the level Information, with the token in it.
    private const string RequestLog = "Microsoft.AspNetCore.Hosting.Diagnostics";

    public static IServiceCollection AddAccess(this IServiceCollection services) => services
        .AddValidatedOptions<AccessOptions>(AccessOptions.Section)
        .AddSingleton<IValidateOptions<AccessOptions>, OperatorToken.Rules>()
        .AddSingleton<OperatorToken>()
        .AddSingleton<FailureLimit>()
        .AddSingleton<DeviceTokens>()
        .AddSingleton<Authenticator>()
        .AddSingleton<DeviceTokenLookup>()
        .AddHostedService(provider => provider.GetRequiredService<DeviceTokenLookup>())
        .AddLogging(logging => logging
            .AddFilter(RequestLog, LogLevel.Warning)
            // Levels that are set for the console alone would come before it.
            .AddFilter<ConsoleLoggerProvider>(RequestLog, LogLevel.Warning));
}
