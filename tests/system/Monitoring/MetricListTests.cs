using System.Text.RegularExpressions;
using Posture.System.Tests.Deployment;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Monitoring;

/// <summary>docs/monitoring.md lists what <c>/metrics</c> has, and nothing else.</summary>
[Collection(SharedServer.Name)]
public sealed class MetricListTests(Server server)
{
    [Fact]
    public async Task Every_metric_is_listed_with_its_meaning()
    {
        string page = await server.Http.GetStringAsync(new Uri("metrics", UriKind.Relative));
        IEnumerable<string> served = Regex.Matches(page, @"^# TYPE (posture_\w+)", RegexOptions.Multiline).Select(type => type.Groups[1].Value);
        string guide = RepositoryFile.Read("docs/monitoring.md");
        string table = guide[guide.IndexOf("| metric | meaning |", StringComparison.Ordinal)..];
        IEnumerable<string> listed = Regex.Matches(table, @"^\| (`[^|]+) \| [^|]+ \|$", RegexOptions.Multiline)
            .SelectMany(row => Regex.Matches(row.Groups[1].Value, "`(posture_[a-z0-9_]+)`"))
            .Select(name => name.Groups[1].Value);

        Assert.Equal(served.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }
}
