using System.Diagnostics;
using System.Runtime.InteropServices;
using Posture.LoadTest.CommandLine;

namespace Posture.LoadTest.Comparison;

/// <summary>How to start one of the servers of a comparison as a process of its own.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Kind">What it is to the comparison.</param>
/// <param name="Versions">What is in it, for the report.</param>
/// <param name="Program">What is run.</param>
/// <param name="Arguments">Its command line after that, for the address that it is to listen on.</param>
internal sealed record ServerLaunch(
    string Name, ServerKind Kind, string Versions, string Program, Func<Uri, IReadOnlyList<string>> Arguments)
{
    public const string BaselineName = "baseline";
    public const string SystemName = "system";

    private const string FrontendProject = "Posture.Frontend";
    private const string SiloProject = "Posture.Silo";

    /// <summary>Environment variables beyond those that give it ports and a data folder.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>A silo that is to run before it, and is measured with it; or null.</summary>
    public ServerLaunch? Silo { get; init; }

    public static ServerLaunch Baseline()
    {
        string assembly = typeof(ServerLaunch).Assembly.Location;
        return new ServerLaunch(
            BaselineName,
            ServerKind.Baseline,
            RuntimeInformation.FrameworkDescription,
            "dotnet",
            baseUri => [assembly, "baseline", "--urls", baseUri.ToString()]);
    }

    /// <summary>The system as it starts without any other server.</summary>
    /// <exception cref="CannotRunException">The product is not built.</exception>
    public static ServerLaunch System(IReadOnlyDictionary<string, string> settings, string name = SystemName) =>
        Product(name, FrontendProject, settings);

    /// <summary>The three topologies: embedded, a frontend with a silo of the cluster in it, a frontend and a silo.</summary>
    /// <param name="settings">Of each process.</param>
    /// <param name="redis">Connection string; who is in the cluster.</param>
    /// <param name="postgres">Connection string; an empty database, or one that an earlier comparison left.</param>
    /// <exception cref="CannotRunException">The product is not built.</exception>
    public static IReadOnlyList<ServerLaunch> Topologies(
        IReadOnlyDictionary<string, string> settings, string redis, string postgres)
    {
        var cluster = new Dictionary<string, string>(settings)
        {
            ["Posture__Mode"] = "Cluster",
            ["ConnectionStrings__Redis"] = redis,
            ["ConnectionStrings__Postgres"] = postgres,
            ["Posture__Silo__AdvertisedAddress"] = "127.0.0.1",
        };
        var coHosted = new Dictionary<string, string>(cluster) { ["Posture__Silo__InProcess"] = "true" };
        return
        [
            System(settings, "embedded"),
            System(coHosted, "co-hosted"),
            System(cluster, "cluster") with { Silo = Product("silo", SiloProject, cluster) },
        ];
    }

    private static ServerLaunch Product(string name, string project, IReadOnlyDictionary<string, string> settings)
    {
        string assembly = AssemblyOf(project);
        string versions = $"Posture {FileVersionInfo.GetVersionInfo(assembly).ProductVersion}, {RuntimeInformation.FrameworkDescription}";
        return new ServerLaunch(name, ServerKind.System, versions, "dotnet", _ => [assembly]) { Settings = settings };
    }

    // All are built into sibling folders: artifacts/bin/<project>/<configuration>/.
    private static string AssemblyOf(string project)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        string assembly = Path.Combine(own.Parent!.Parent!.FullName, project, own.Name, project + ".dll");
        return File.Exists(assembly)
            ? assembly
            : throw new CannotRunException(
                $"There is no {assembly}. Build it with 'dotnet build Posture.sln -c {own.Name}', or give --system-url.");
    }
}
