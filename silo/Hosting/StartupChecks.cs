using Microsoft.Extensions.Options;
using Posture.Grains.Configuration;
using Posture.Silo.Logs;

namespace Posture.Silo.Hosting;

/// <summary>Finds out before anything is started what would stop the start halfway.</summary>
internal static partial class StartupChecks
{
    /// <summary>Checks options first, since they name the ports, and ports next.</summary>
    /// <exception cref="AggregateException">Classes of options with wrong values, an exception each.</exception>
    /// <exception cref="OptionsValidationException">One such class only.</exception>
    /// <exception cref="CannotListenException">Addresses that cannot be listened on.</exception>
    /// <param name="app">The program, ready to start.</param>
    /// <param name="listening">Addresses that it will listen on beside its silo's.</param>
    public static void CheckStart(this WebApplication app, Func<IEnumerable<ListenAddress>> listening)
    {
        foreach (string key in UnknownSettings.Find(
            app.Services, "Posture", DataDirectory.Key, LogDirectory.Key, Topology.ModeKey, Topology.InProcessKey))
            LogUnknownSetting(app.Logger, SettingName.Of(key));
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        bool hostsSilo = app.Services.GetRequiredService<Topology>().HostsSilo;
        CannotListenException.ThrowIfAnyOf(
        [
            .. listening(),
            .. hostsSilo ? app.Services.GetRequiredService<IOptions<SiloOptions>>().Value.Addresses() : [],
        ]);
    }

    [LoggerMessage(6001, LogLevel.Warning, "{Setting} is no setting of this server and has no effect; is it misspelt?")]
    private static partial void LogUnknownSetting(ILogger logger, string setting);
}
