namespace Posture.Silo.Hosting;

/// <summary>The folder that holds everything a silo keeps on disk: databases and the spool.</summary>
public sealed class DataDirectory
{
    /// <summary>Configuration key; relative to the working directory. Default: <c>data</c>.</summary>
    public const string Key = "Posture:DataDirectory";

    /// <summary>Folder of the predictions on their way to the log.</summary>
    public const string Spool = "spool";

    /// <summary>Folder of the alerts on their way to the webhook.</summary>
    public const string Webhook = "webhook";

    /// <summary>The log of an embedded server.</summary>
    public const string EmbeddedLog = "predictions.db";

    private DataDirectory(string fullPath) => FullPath = fullPath;

    /// <summary>Absolute path.</summary>
    public string FullPath { get; }

    /// <summary>Absolute path of a file or folder in it.</summary>
    public string PathOf(string name) => Path.Combine(FullPath, name);

    /// <summary>Creates the folder and proves that it can be written.</summary>
    /// <exception cref="DataDirectoryException">It cannot be.</exception>
    public static DataDirectory Open(IConfiguration configuration)
    {
        string? configured = configuration[Key];
        string path = Path.GetFullPath(string.IsNullOrWhiteSpace(configured) ? "data" : configured);
        try
        {
            Directory.CreateDirectory(path);
            string probe = Path.Combine(path, $".write-test-{Environment.ProcessId}");
            File.WriteAllText(probe, "This folder can be written.\n");
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataDirectoryException(path, e);
        }

        return new DataDirectory(path);
    }
}

/// <summary>The data folder cannot be made or written.</summary>
public sealed class DataDirectoryException(string path, Exception inner)
    : Exception($"The data folder '{path}' cannot be used: {inner.Message}", inner);
