using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Posture.Grains.Configuration;

namespace Posture.Frontend.Access;

internal static class AccessSetup
{
    // What writes addresses of requests at the levels Information and Debug, with the token in them. The first writes nothing
    // else, and while it is on every request, a socket too, keeps an Activity for as long as it lives.
    private static readonly (string Log, LogLevel Level)[] AddressLogs =
    [
        ("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None),
        ("Microsoft.AspNetCore.Server.Kestrel.BadRequests", LogLevel.Warning),
    ];

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
        foreach ((string log, LogLevel level) in AddressLogs)
        {
            logging.AddFilter(log, level);
            // Levels that are set for the console alone would come before it.
            logging.AddFilter<ConsoleLoggerProvider>(log, level);
        }
    }
}
