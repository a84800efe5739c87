namespace Posture.Silo.Logs;

/// <summary>
/// Which log files cannot be written at the moment. It is said once, when it begins, and once when it is over: on the
/// console, and in those files that can be written.
/// </summary>
internal sealed partial class LogFaults
{
    private readonly HashSet<string> _failing = [];
    private readonly Lock _lock = new();
    private (string Path, string Reason)? _untold;
    private ILogger? _logger;

    /// <summary>Takes note of a file that begins to fail, or, with null, is written again.</summary>
    public void Changed(string path, Exception? fault)
    {
        ILogger? logger;
        lock (_lock)
        {
            bool hadNone = _failing.Count == 0;
            bool isNew = fault is null ? _failing.Remove(path) : _failing.Add(path);
            if (!isNew || (fault is null ? _failing.Count > 0 : !hadNone))
                return;
            logger = _logger;
            if (logger is null)
                _untold = fault is null ? null : (path, fault.Message);
        }

        if (logger is null)
            return;
        if (fault is null)
            LogWrittenAgain(logger);
        else
            LogUnwritten(logger, path, fault.Message);
    }

    /// <summary>From now on faults are told, beginning with one of before.</summary>
    public void TellTo(ILogger logger)
    {
        (string Path, string Reason)? untold;
        lock (_lock)
        {
            _logger = logger;
            (untold, _untold) = (_untold, null);
        }

        if (untold is { } fault)
            LogUnwritten(logger, fault.Path, fault.Reason);
    }

    [LoggerMessage(8001, LogLevel.Error, "The log file {Path} cannot be written, nor may others beside it: {Reason}. The server goes on; posture_log_lines_unwritten_total counts what is missing")]
    private static partial void LogUnwritten(ILogger logger, string path, string reason);

    [LoggerMessage(8002, LogLevel.Information, "The log files are written again")]
    private static partial void LogWrittenAgain(ILogger logger);
}
