using Posture.System.Tests.Support;

namespace Posture.System.Tests.Cluster;

/// <summary>Commands of the silo's program.</summary>
internal static class SiloCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static Task<Ended> RunAsync(string[] arguments, IReadOnlyDictionary<string, string> settings)
    {
        string program = Path.Combine(ServerProcess.FolderOf(ServerProcess.Silo), ServerProcess.Silo + ".dll");
        return Ended.RunAsync("dotnet", [program, .. arguments], settings, Limit);
    }
}
