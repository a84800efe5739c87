using Posture.Grains.Configuration;
using Serilog.Extensions.Logging;

namespace Posture.Silo.Logs;

/// <summary>Where both programs log to: the console, and the files that operators read.</summary>
internal static class LogSetup
{
    private const string InContainer = "DOTNET_RUNNING_IN_CONTAINER";

    /// <summary>Adds both. The levels are those of the section <c>Logging</c>.</summary>
    public static void AddLogs(this WebApplicationBuilder builder)
    {
        LogOptions options = ValidatedOptions.Peek<LogOptions>(builder.Configuration, LogOptions.Section);
        if (builder.Configuration.WritesJson())
            builder.Logging.AddJsonConsole(json => json.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ");

        var faults = new LogFaults();
        var files = new LogFiles(LogDirectory.Choose(builder.Configuration), options, TimeProvider.System, faults);
        builder.Services
            // Not by AddSerilog, which would have the files take every level, whatever the section says.
            .AddSingleton<ILoggerProvider>(_ => new SerilogLoggerProvider(files.Logger, dispose: true))
            .AddValidatedOptions<LogOptions>(LogOptions.Section)
            .AddSingleton(files)
            .AddSingleton(faults)
            .AddHostedService<LogFolder>();
    }

    /// <summary>Whether the console is for collectors, and holds nothing but JSON.</summary>
    public static bool WritesJson(this IConfiguration configuration) =>
        (ValidatedOptions.Peek<LogOptions>(configuration, LogOptions.Section).Console
            ?? (bool.TryParse(configuration[InContainer], out bool isInContainer) && isInContainer ? ConsoleFormat.Json : ConsoleFormat.Text))
        == ConsoleFormat.Json;
}
