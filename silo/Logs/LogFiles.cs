using Serilog;
using Serilog.Configuration;
using Serilog.Core;
using Serilog.Formatting;

namespace Posture.Silo.Logs;

/// <summary>
/// The log files, flat in their folder. Callers hand their events to two bounded buffers, so that a slow disk or a flood of
/// access lines delays nobody and displaces no error; what finds no room is dropped and counted.
/// </summary>
internal sealed class LogFiles
{
    private const string Classifier = "posture_classifier.log";
    private const string Web = "websocket_server.log";
    private const string Access = "access.log";
    private const string Error = "error.log";

    private const int BufferedEvents = 10_000;

    private readonly LogOptions _options;
    private readonly TimeProvider _time;
    private readonly LogFaults _faults;

    /// <param name="directory">Absolute path; made when it is missing.</param>
    /// <param name="options">The bound of a file.</param>
    /// <param name="time">The clock.</param>
    /// <param name="faults">Hears of files that cannot be written.</param>
    public LogFiles(string directory, LogOptions options, TimeProvider time, LogFaults faults)
    {
        (Directory, _options, _time, _faults) = (directory, options, time, faults);
        AppendedFile classifier = Open(Classifier, new EventFormatter());
        AppendedFile web = Open(Web, new EventFormatter());
        AppendedFile error = Open(Error, new EventFormatter());
        AppendedFile access = Open(Access, new AccessFormatter());
        Logger = new LoggerConfiguration()
            .MinimumLevel.Verbose()
            .WriteTo.Conditional(LogRoutes.IsAccess, to => Buffered(to, "access", into => into.Sink(access)))
            .WriteTo.Conditional(one => !LogRoutes.IsAccess(one), to => Buffered(to, "server", into => into.Logger(server => server
                .MinimumLevel.Verbose()
                .WriteTo.Conditional(LogRoutes.IsWeb, file => file.Sink(web))
                .WriteTo.Conditional(one => !LogRoutes.IsWeb(one), file => file.Sink(classifier))
                .WriteTo.Conditional(LogRoutes.IsForErrorLog, file => file.Sink(error)))))
            .CreateLogger();
    }

    /// <summary>Every file.</summary>
    public static IReadOnlyList<string> Names { get; } = [Classifier, Web, Access, Error];

    /// <summary>Their folder, absolute.</summary>
    public string Directory { get; }

    /// <summary>Writes them; disposing of it writes what is still in the buffers.</summary>
    public Logger Logger { get; }

    private AppendedFile Open(string name, ITextFormatter formatter)
    {
        var file = new AppendedFile(
            Path.Combine(Directory, name), formatter, _options.MaxFileBytes, _time, _faults.Changed);
        file.Create();
        return file;
    }

    private static void Buffered(LoggerSinkConfiguration to, string buffer, Action<LoggerSinkConfiguration> configure) =>
        to.Async(configure, new LogMetrics.Monitor(buffer), BufferedEvents, blockWhenFull: false);
}
