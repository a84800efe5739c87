using System.Diagnostics;

namespace Posture.System.Tests.Monitoring;

/// <summary>A disk of 4 MiB in memory, which only root may mount.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const int Bytes = 4 * 1024 * 1024;

    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    public static async Task<SmallDisk> MountAsync()
    {
        string path = Directory.CreateTempSubdirectory("posture-disk-").FullName;
        int exitCode = await RunAsync("mount", "-t", "tmpfs", "-o", $"size={Bytes}", "none", path);
        Assert.SkipUnless(exitCode == 0, "A disk cannot be mounted here: that needs root.");
        return new SmallDisk(path);
    }

    public Task FillAsync(double share) =>
        File.WriteAllBytesAsync(global::System.IO.Path.Combine(Path, "full"), new byte[(int)(Bytes * share)]);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", Path);
        Directory.Delete(Path, recursive: true);
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
