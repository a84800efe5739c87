namespace Posture.Silo.Logs;

/// <summary>The folder of the log files.</summary>
internal static class LogDirectory
{
    /// <summary>Configuration key; relative to the working directory.</summary>
    public const string Key = "Posture:LogDirectory";

    /// <summary>Where operators look. Taken when nothing is configured and the folder can be written.</summary>
    public const string WellKnown = "/var/log/posture_system";

    /// <summary>Taken when nothing is configured and there is no such folder.</summary>
    public const string Default = "logs";

    /// <summary>Absolute path; it need not exist.</summary>
    public static string Choose(IConfiguration configuration) => Choose(configuration[Key], WellKnown);

    /// <summary>Absolute path of the configured folder, else of <paramref name="wellKnown"/>, else of <see cref="Default"/>.</summary>
    internal static string Choose(string? configured, string wellKnown) => Path.GetFullPath(
        !string.IsNullOrWhiteSpace(configured) ? configured
        : CanBeWritten(wellKnown) ? wellKnown
        : Default);

    private static bool CanBeWritten(string folder)
    {
        string probe = Path.Combine(folder, $".write-test-{Environment.ProcessId}");
        try
        {
            File.WriteAllText(probe, "This folder can be written.\n");
            File.Delete(probe);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
