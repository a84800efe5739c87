using System.Diagnostics;
using System.Globalization;

namespace Posture.Grains.Tests.PredictionLog;

/// <summary>A file system of a few kilobytes, so that a disk can be full. Skips the test where none can be mounted.</summary>
internal sealed class TinyDisk : IDisposable
{
    private TinyDisk(string path) => Path = path;

    public string Path { get; }

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    public static TinyDisk Mount(int kilobytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root on Linux can mount a small disk.");
        string path = Directory.CreateTempSubdirectory("posture-disk-").FullName;
        string size = string.Create(CultureInfo.InvariantCulture, $"size={kilobytes}k");
        bool isMounted = Run("mount", "-t", "tmpfs", "-o", size, "tmpfs", path);
        if (!isMounted)
            Directory.Delete(path);
        Assert.SkipUnless(isMounted, "Mounting a tmpfs is not allowed here.");
        return new TinyDisk(path);
    }

    /// <summary>Takes room away.</summary>
    public void Occupy(int kilobytes) => File.WriteAllBytes(Ballast, new byte[kilobytes * 1024]);

    /// <summary>Gives it back.</summary>
    public void Free() => File.Delete(Ballast);

    public void Dispose()
    {
        Run("umount", Path);
        Directory.Delete(Path);
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
