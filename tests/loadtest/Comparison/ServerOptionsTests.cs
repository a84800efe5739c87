using System.CommandLine;
using Posture.LoadTest.CommandLine;
using Posture.LoadTest.Comparison;

namespace Posture.LoadTest.Tests.Comparison;

public sealed class ServerOptionsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("posture-rivals-");

    [Fact]
    public void Every_rival_that_is_given_is_started_in_the_order_given()
    {
        Assert.SkipUnless(HasNode(), "The rivals' versions are asked of Node.js: apt-get install nodejs npm.");

        IReadOnlyList<string> names = [.. Launches(Rival("second"), Rival("first")).Select(launch => launch.Name)];

        Assert.Equal(["second", "first"], names.Where(name => !name.Contains(',', StringComparison.Ordinal)));
        Assert.Equal(names, names.Distinct());
    }

    [Fact]
    public void Without_a_rival_none_is_started() => Assert.Empty(Launches());

    public void Dispose() => _folder.Delete(recursive: true);

    private static IReadOnlyList<ServerLaunch> Launches(params string[] rivals)
    {
        var options = new ServerOptions();
        var command = new Command("compare");
        options.AddTo(command);
        string[] arguments = ["--system-url", "http://127.0.0.1:1/", .. rivals.SelectMany(rival => (string[])["--rival", rival])];
        return options.Launches(command.Parse(arguments));
    }

    private string Rival(string name)
    {
        DirectoryInfo folder = _folder.CreateSubdirectory(name);
        File.WriteAllText(Path.Combine(folder.FullName, "server.mjs"), "");
        File.WriteAllText(Path.Combine(folder.FullName, "package.json"), """{"dependencies":{}}""");
        return folder.FullName;
    }

    private bool HasNode()
    {
        try
        {
            _ = RivalLaunch.Variants(new DirectoryInfo(Rival("probe")));
            return true;
        }
        catch (CannotRunException)
        {
            return false;
        }
    }
}
