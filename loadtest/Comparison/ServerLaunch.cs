using Posture.LoadTest.CommandLine;

namespace Posture.LoadTest.Comparison;

/// <summary>How to start one of the two servers of a comparison as a process of its own.</summary>
/// <param name="Name">system or baseline.</param>
/// <param name="Assembly">The server's DLL.</param>
/// <param name="Settings">Environment variables beyond those that give it ports and a data folder.</param>
internal sealed record ServerLaunch(
    string Name, string Assembly, IReadOnlyDictionary<string, string> Settings)
{
    private const string SystemProject = "Posture.Frontend";

    public static ServerLaunch Baseline() =>
        new("baseline", typeof(ServerLaunch).Assembly.Location, new Dictionary<string, string>());

    /// <exception cref="CannotRunException">The product is not built.</exception>
    public static ServerLaunch System(IReadOnlyDictionary<string, string> settings)
    {
        // Both are built into sibling folders: artifacts/bin/<project>/<configuration>/.
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        string assembly = Path.Combine(
            own.Parent!.Parent!.FullName, SystemProject, own.Name, SystemProject + ".dll");
        if (!File.Exists(assembly))
        {
            throw new CannotRunException(
                $"There is no {assembly}. Build it with 'dotnet build frontend -c {own.Name}', or give --system-url.");
        }
        return new ServerLaunch("system", assembly, settings);
    }

    /// <summary>Command line after <c>dotnet</c>.</summary>
    public IReadOnlyList<string> Arguments(Uri baseUri) => Name == "baseline"
        ? [Assembly, "baseline", "--urls", baseUri.ToString()]
        : [Assembly];
}
