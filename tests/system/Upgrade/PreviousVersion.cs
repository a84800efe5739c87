using Posture.System.Tests.Deployment;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Upgrade;

/// <summary>
/// The product as it was before its schema last changed, or as the commit or tag in POSTURE_PREVIOUS_VERSION has it, built
/// from the history of the repository.
/// </summary>
internal static class PreviousVersion
{
    /// <summary>What its processes say that they are.</summary>
    public const string Version = "0.0.0-previous";

    private const string Migrations = "silo/Postgres/Migrations";

    private static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(10);

    /// <summary>Builds it, and says where. Skips the test where the history does not reach that far.</summary>
    public static async Task<string> BuildAsync(Action<string> report)
    {
        string commit = await CommitAsync();
        string source = RepositoryFile.PathOf(Path.Combine("artifacts", "previous", commit));
        report($"the previous version is {(await GitAsync("log", "-1", "--format=%h %cs %s", commit)).Output.Trim()}");
        Directory.CreateDirectory(source);
        (await RunAsync("bash", "-c", """set -o pipefail; git -C "$1" archive "$2" | tar -x -C "$3" """, "bash", Root, commit, source)).Succeeded();
        foreach (string project in new[] { "silo", "frontend" })
        {
            (await RunAsync(
                "dotnet", "build", Path.Combine(source, project), "-c", "Release", "--nologo", "-v", "quiet",
                "--disable-build-servers", "-nodeReuse:false", $"-p:Version={Version}")).Succeeded();
        }

        return Path.Combine(source, "artifacts", "bin");
    }

    private static string Root => RepositoryFile.PathOf("");

    private static async Task<string> CommitAsync()
    {
        string wanted = Environment.GetEnvironmentVariable("POSTURE_PREVIOUS_VERSION") is { Length: > 0 } named
            ? named
            : await LastChangeOfSchemaAsync() + "^1";
        Ended commit = await GitAsync("rev-parse", "--verify", "--quiet", wanted + "^{commit}");
        Assert.SkipUnless(commit.ExitCode == 0, $"There is no previous version to build: the history here has no {wanted}.");
        return commit.Output.Trim();
    }

    private static async Task<string> LastChangeOfSchemaAsync()
    {
        Ended change = await GitAsync("log", "-1", "--first-parent", "--format=%H", "--", Migrations);
        Assert.SkipUnless(change is { ExitCode: 0, Output.Length: > 0 }, "There is no previous version to build: this is no clone with a history.");
        return change.Output.Trim();
    }

    private static Task<Ended> GitAsync(params string[] arguments) => RunAsync("git", ["-C", Root, .. arguments]);

    private static Task<Ended> RunAsync(string program, params string[] arguments) =>
        Ended.RunAsync(program, arguments, new Dictionary<string, string>(), BuildLimit);
}
