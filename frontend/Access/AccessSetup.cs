using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Posture.Grains.Configuration;

namespace Posture.Frontend.Access;

internal static class AccessSetup
{
    // What writes addresses of requests at the levels Information and Debug, with the token in them.
    private static readonly string[] AddressLogs =
        ["Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.Server.Kestrel.BadRequests"];

    public static IServiceCollection AddAccess(this IServiceCollection services) => services
        .AddValidatedOptions<AccessOptions>(AccessOptions.Section)
        .AddSingleton<IValidateOptions<AccessOptions>, OperatorToken.Rules>()
        .AddSingleton<OperatorToken>()
        .AddSingleton<FailureLimit>()
        .AddSingleton<DeviceTokens>()
        .AddSingleton<Authenticator>()
        .AddSingleton<DeviceTokenLookup>()
        .AddHostedService(provider => provider.GetRequiredService<DeviceTokenLookup>())
        .AddLogging(KeepTokensOut);

    private static void KeepTokensOut(ILoggingBuilder logging)
    {
        foreach (string log in AddressLogs)
        {
            logging.AddFilter(log, LogLevel.Warning);
            // Levels that are set for the console alone would come before it.
            logging.AddFilter<ConsoleLoggerProvider>(log, LogLevel.Warning);
        }
    }
}
