using System.Text.RegularExpressions;

namespace Posture.Ops.Tests.Support;

/// <summary>The settings of docs/configuration.md, which is held against the code by its own test.</summary>
internal static class Settings
{
    /// <summary>Read by ASP.NET Core itself.</summary>
    private static readonly string[] Framework = ["ASPNETCORE_HTTP_PORTS"];

    private static readonly Dictionary<string, string> Documented = Regex
        .Matches(Repository.Read("docs/configuration.md"), @"^\| `(\w+)` \| (?:`([^`]*)`|[^|]*) \|", RegexOptions.Multiline)
        .ToDictionary(row => row.Groups[1].Value, row => row.Groups[2].Value);

    public static string Default(string name) => Documented[name];

    /// <summary>Fails for a name that the program does not know: it would be misspelt, and without effect.</summary>
    public static void AssertKnown(IEnumerable<string> names) =>
        Assert.All(names, name => Assert.Contains(name, Documented.Keys.Concat(Framework)));
}
