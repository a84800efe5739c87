using System.Text.RegularExpressions;

namespace Posture.Ops.Tests.Support;

/// <summary>What holds for every script of a folder, and for the example of its settings.</summary>
/// <param name="folder">The folder.</param>
/// <param name="example">The example, a file in it.</param>
public abstract partial class ScriptFolderTests(string folder, string example)
{
    private string[] Scripts => [.. Directory.GetFiles(Repository.PathOf(folder), "*.sh").Order(StringComparer.Ordinal)];

    [Fact]
    public async Task Shellcheck_finds_nothing()
    {
        Tool.SkipUnlessInstalled("shellcheck");

        // What they source is checked as well.
        Assert.Equal("", (await Tool.RunAsync("shellcheck", ["--external-sources", "--check-sourced", "--source-path=SCRIPTDIR", .. Scripts])).Succeeded());
    }

    [Fact]
    public void Every_script_stops_at_its_first_error()
    {
        Assert.NotEmpty(Scripts);
        Assert.All(Scripts, script => Assert.Contains("\nset -euo pipefail\n", File.ReadAllText(script), StringComparison.Ordinal));
    }

    [Fact]
    public void The_example_states_the_defaults()
    {
        Dictionary<string, string> stated = Values($"{folder}/{example}", StatedValue());
        Dictionary<string, string> real = Values($"{folder}/lib/settings.sh", DefaultValue());

        Assert.NotEmpty(real);
        Assert.Equal(real.OrderBy(it => it.Key), stated.OrderBy(it => it.Key));
    }

    private static Dictionary<string, string> Values(string path, Regex line) =>
        line.Matches(Repository.Read(path)).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    [GeneratedRegex("^([A-Z_]+)=(.*)$", RegexOptions.Multiline)]
    private static partial Regex StatedValue();

    [GeneratedRegex(@"^: ""\$\{([A-Z_]+):?=(.*)\}""$", RegexOptions.Multiline)]
    private static partial Regex DefaultValue();
}
