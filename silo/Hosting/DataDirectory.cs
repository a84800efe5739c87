using System.Runtime.InteropServices;
using Microsoft.Extensions.Configuration;

namespace Posture.Silo.Hosting;

/// <summary>The folder that holds everything a silo keeps on disk: databases and the spool.</summary>
public sealed class DataDirectory
{
    /// <summary>Configuration key; relative to the working directory. Default: <c>data</c>.</summary>
    public const string Key = "Posture:DataDirectory";

    private DataDirectory(string fullPath) => FullPath = fullPath;

    /// <summary>Absolute path.</summary>
    public string FullPath { get; }

    /// <summary>Absolute path of a file or folder in it.</summary>
    public string File(string name) => Path.Combine(FullPath, name);

    /// <summary>Creates the folder and proves that it can be written.</summary>
    /// <exception cref="IOException">It cannot.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not.</exception>
    public static DataDirectory Open(IConfiguration configuration)
    {
        string? configured = configuration[Key];
        string path = Path.GetFullPath(string.IsNullOrWhiteSpace(configured) ? "data" : configured);
        Directory.CreateDirectory(path);
        string probe = Path.Combine(path, $".write-test-{Environment.ProcessId}");
        System.IO.File.WriteAllText(probe, RuntimeInformation.FrameworkDescription);
        System.IO.File.Delete(probe);
        return new DataDirectory(path);
    }
}
