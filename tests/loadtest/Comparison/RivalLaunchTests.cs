using Posture.LoadTest.CommandLine;
using Posture.LoadTest.Comparison;

namespace Posture.LoadTest.Tests.Comparison;

public sealed class RivalLaunchTests : IDisposable
{
    // Any program that prints a version stands for the runtime: the launch is described, not started.
    private const string Runtime = "dotnet";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("posture-rival-");

    [Fact]
    public void A_folder_without_a_server_is_refused() =>
        Assert.Contains("server.mjs", Refusal(Runtime).Message, StringComparison.Ordinal);

    [Fact]
    public void A_missing_runtime_is_named_with_what_installs_it()
    {
        Write("server.mjs", "");

        Assert.Contains("apt-get install nodejs", Refusal("no-such-runtime").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_packages_are_named_with_the_command_that_installs_them()
    {
        Write("server.mjs", "");
        Write("package.json", """{"dependencies":{"ws":"8.0.0"}}""");

        Assert.Contains($"npm ci --prefix {_folder.FullName}", Refusal(Runtime).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_process_and_a_worker_a_core_are_two_rivals()
    {
        Write("server.mjs", "");
        Write("package.json", """{"dependencies":{"ws":"^8.0.0"}}""");
        Write("node_modules/ws/package.json", """{"version":"8.1.2"}""");

        IReadOnlyList<ServerLaunch> launches = RivalLaunch.Variants(_folder, Runtime);

        Assert.Equal(OperatingSystem.IsLinux() && Environment.ProcessorCount > 1 ? 2 : 1, launches.Count);
        Assert.All(launches, launch => Assert.Contains("ws 8.1.2", launch.Versions, StringComparison.Ordinal));
        IReadOnlyList<string> arguments = launches[0].Arguments(new Uri("http://127.0.0.1:8801/"));
        Assert.Equal(["--port", "8801", "--workers", "1"], arguments.Skip(1).Take(4));
    }

    [Fact]
    public void A_rival_that_builds_on_another_has_the_packages_of_both()
    {
        IReadOnlyList<ServerLaunch> launches = RivalLaunch.Variants(BuiltOnAnother(), Runtime);

        Assert.Equal("node-sqlite", launches[0].Name);
        Assert.All(launches, launch => Assert.EndsWith(", ws 8.1.2, better-sqlite3 12.0.1", launch.Versions, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("node/node_modules/ws/package.json")]
    [InlineData("node-sqlite/node_modules/better-sqlite3/package.json")]
    [InlineData("node-sqlite/node_modules/better-sqlite3/build/Release/better_sqlite3.node")]
    public void Whatever_is_missing_of_two_folders_both_commands_are_named(string missing)
    {
        DirectoryInfo rival = BuiltOnAnother();
        string file = Path.Combine(_folder.FullName, missing);
        File.Delete(file);
        if (Path.GetFileName(file) != "package.json")
            Directory.Delete(Path.GetDirectoryName(file)!);

        string message = Assert.Throws<CannotRunException>(() => RivalLaunch.Variants(rival, Runtime)).Message;

        Assert.Contains($"'npm ci --prefix {_folder.FullName}/node' and 'npm ci --prefix {rival.FullName}'", message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private CannotRunException Refusal(string runtime) =>
        Assert.Throws<CannotRunException>(() => RivalLaunch.Variants(_folder, runtime));

    private DirectoryInfo BuiltOnAnother()
    {
        Write("node/package.json", """{"dependencies":{"ws":"^8.0.0"}}""");
        Write("node/node_modules/ws/package.json", """{"version":"8.1.2"}""");
        Write("node-sqlite/server.mjs", "");
        Write("node-sqlite/package.json", """{"buildsOn":"../node","dependencies":{"better-sqlite3":"^12.0.0"}}""");
        Write("node-sqlite/node_modules/better-sqlite3/package.json", """{"version":"12.0.1"}""");
        Write("node-sqlite/node_modules/better-sqlite3/binding.gyp", "");
        Write("node-sqlite/node_modules/better-sqlite3/build/Release/better_sqlite3.node", "");
        return new DirectoryInfo(Path.Combine(_folder.FullName, "node-sqlite"));
    }

    private void Write(string file, string text)
    {
        string path = Path.Combine(_folder.FullName, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
