using System.Text.RegularExpressions;
using Posture.Ops.Tests.Compose;
using Posture.Ops.Tests.Prometheus;
using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Guide;

/// <summary>The operations guide says the same in both languages, and names only what is there.</summary>
public sealed class GuideTests
{
    private static readonly string Korean = Repository.Read(GuideBlocks.Korean);
    private static readonly string English = Repository.Read(GuideBlocks.English);
    private static readonly string[] Commands = GuideBlocks.Commands(Korean);

    [Fact]
    public void Both_languages_have_the_same_commands_in_the_same_order() =>
        Assert.Equal(Commands, GuideBlocks.Commands(English));

    [Fact]
    public void Both_languages_have_the_same_sql_and_settings()
    {
        static string[] Without(string document, string language) => [.. GuideBlocks.Read(document, language)
            .SelectMany(block => block).Where(line => !line.StartsWith("--", StringComparison.Ordinal))];

        Assert.NotEmpty(Without(Korean, "sql"));
        Assert.Equal(Without(Korean, "sql"), Without(English, "sql"));
        Assert.Equal(Without(Korean, "yaml"), Without(English, "yaml"));
    }

    [Fact]
    public void Both_languages_have_the_same_sections_and_anchors()
    {
        static string[] Levels(string document) => [.. Outside(document).Where(line => line.StartsWith('#')).Select(line => Regex.Match(line, @"^#+ \W*").Value.TrimEnd())];
        static string[] Anchors(string document) => [.. Regex.Matches(document, "<a id=\"([a-z-]+)\">").Select(anchor => anchor.Groups[1].Value)];

        Assert.Equal(Levels(Korean), Levels(English));
        Assert.NotEmpty(Anchors(Korean));
        Assert.Equal(Anchors(Korean), Anchors(English));
    }

    [Fact]
    public void Every_command_is_classified_and_nothing_else_is() =>
        Assert.Equal(Commands.Distinct().Order(StringComparer.Ordinal), GuideCommands.All.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void What_a_command_rests_on_is_there() => Assert.All(
        GuideCommands.All.Values.Where(command => command.Need != CommandNeed.Server),
        command => Assert.True(File.Exists(Repository.PathOf(command.Proof)), command.Proof));

    [Fact]
    public void The_lines_for_logs_are_typed_by_their_test()
    {
        string test = Repository.Read("tests/system/Logs/GuideCommandTests.cs");

        Assert.All(GuideCommands.That(CommandNeed.Logs), command => Assert.Contains(
            command.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal), test, StringComparison.Ordinal));
    }

    [Fact]
    public void Docker_is_asked_for_services_that_there_are()
    {
        string[] services = [.. ComposeFile.Read("ops/compose.yaml").Services];
        IEnumerable<string> named = Commands
            .Where(command => command.StartsWith("docker", StringComparison.Ordinal))
            .SelectMany(command => Regex.Matches(command, @"(?<= )(posture_(?!user|classification)\w+|nginx|prometheus|grafana)(?= |$)"))
            .Select(name => name.Value);

        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains(name, services));
    }

    [Theory]
    [InlineData(GuideBlocks.Korean)]
    [InlineData(GuideBlocks.English)]
    [InlineData("docs/runbooks.md")]
    [InlineData("docs/capacity.md")]
    public void Every_alert_that_is_named_can_fire(string document)
    {
        IEnumerable<string> named = Regex.Matches(Repository.Read(document), "`(Posture[A-Z][A-Za-z]+)…?`").Select(name => name.Groups[1].Value);

        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains(RuleFile.Alerts, alert => alert.Name.StartsWith(name, StringComparison.Ordinal)));
    }

    // Lines of code blocks may begin with # as well.
    private static string[] Outside(string document) =>
        Regex.Replace(document, @"^( *)```.*?^\1```$", "", RegexOptions.Multiline | RegexOptions.Singleline).Split('\n');
}
