using System.Text.RegularExpressions;
using Posture.Architecture.Tests.Support;

namespace Posture.Architecture.Tests.Docs;

/// <summary>What the documents point at exists.</summary>
public sealed class PathTests
{
    public static TheoryData<string> Documents() =>
        [.. Directory.EnumerateFiles(Repository.Root, "*.md", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Where(file => !file.StartsWith("artifacts", StringComparison.Ordinal))
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_relative_link_leads_somewhere(string document)
    {
        string folder = Path.GetDirectoryName(Path.Combine(Repository.Root, document))!;
        IEnumerable<string> targets = Regex.Matches(Repository.Read(document), @"\]\(([^)#]+)")
            .Select(link => link.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal));

        Assert.All(targets, target => Assert.True(Path.Exists(Path.Combine(folder, target)), target));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("README.ko.md")]
    [InlineData("docs/architecture.md")]
    public void Every_type_that_is_named_exists(string document)
    {
        string sources = string.Concat(Repository.SourceFiles().Where(file => !file.StartsWith("tests", StringComparison.Ordinal)).Select(Repository.Read));
        IEnumerable<string> types = Regex.Matches(Repository.Read(document), @"`([A-Z][a-z]+[A-Z]\w+|I[A-Z]\w+)(?:\.\w+)?`")
            .Select(name => name.Groups[1].Value)
            .Distinct();

        Assert.All(types, type => Assert.Matches($@"\b{type}\b", sources));
    }
}
