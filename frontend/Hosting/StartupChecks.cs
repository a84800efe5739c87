using Microsoft.Extensions.Options;
using Posture.Grains.Configuration;
using Posture.Silo.Hosting;

namespace Posture.Frontend.Hosting;

/// <summary>Finds out before anything is started what would stop the start halfway.</summary>
internal static partial class StartupChecks
{
    /// <summary>Checks options first, since they name the ports, and ports next.</summary>
    /// <exception cref="AggregateException">Classes of options with wrong values, an exception each.</exception>
    /// <exception cref="OptionsValidationException">One such class only.</exception>
    /// <exception cref="CannotListenException">Addresses that cannot be listened on.</exception>
    public static void CheckStart(this WebApplication app)
    {
        foreach (string key in UnknownSettings.Find(app.Services, "Posture", DataDirectory.Key, Topology.ModeKey, Topology.InProcessKey))
            LogUnknownSetting(app.Logger, SettingName.Of(key));
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        bool hostsSilo = app.Services.GetRequiredService<Topology>().HostsSilo;
        CannotListenException.ThrowIfAnyOf(
        [
            .. app.Services.GetRequiredService<IOptions<ServerUrls>>().Value.Addresses(),
            .. hostsSilo ? app.Services.GetRequiredService<IOptions<SiloOptions>>().Value.Addresses() : [],
        ]);
    }

    [LoggerMessage(6001, LogLevel.Warning, "{Setting} is no setting of this server and has no effect; is it misspelt?")]
    private static partial void LogUnknownSetting(ILogger logger, string setting);
}
