namespace Posture.Silo.Logs;

/// <summary>
/// At start: tells of log files that cannot be written, and lays out the folder as the operating guide draws it. The files
/// lie flat, since logrotate leaves links alone; the tree, <c>application/</c>, is links to them.
/// </summary>
internal sealed partial class LogFolder(LogFiles files, LogFaults faults, ILogger<LogFolder> logger) : IHostedService
{
    private const string Tree = "application";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        faults.TellTo(logger);
        try
        {
            Link(files.Directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotLinked(Path.Combine(files.Directory, Tree), e.Message);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static void Link(string directory)
    {
        string tree = Path.Combine(directory, Tree);
        Directory.CreateDirectory(tree);
        foreach (string name in LogFiles.Names)
        {
            string link = Path.Combine(tree, name);
            if (!Path.Exists(link))
                File.CreateSymbolicLink(link, Path.Combine("..", name));
        }
    }

    [LoggerMessage(8003, LogLevel.Warning, "The links in {Folder} cannot be made: {Reason}")]
    private partial void LogNotLinked(string folder, string reason);
}
