using System.Reflection;
using System.Text.RegularExpressions;
using Posture.Architecture.Tests.Support;

namespace Posture.Architecture.Tests.Docs;

/// <summary>docs/configuration.md lists every option with its default, and no other.</summary>
public sealed class ConfigurationTests
{
    // Read where the host is put together, before any options class exists.
    private static readonly Dictionary<string, string> Others = new()
    {
        ["ASPNETCORE_URLS"] = "http://127.0.0.1:8000",
        ["Posture__DataDirectory"] = "data",
        ["Posture__LogDirectory"] = "logs",
        ["Posture__Mode"] = "Embedded",
        ["Posture__Silo__InProcess"] = "False",
        ["ConnectionStrings__Redis"] = "",
        ["ConnectionStrings__Postgres"] = "",
        ["Posture__Auth__AllowAnonymous"] = "",
        ["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "False",
        ["ASPNETCORE_Kestrel__Certificates__Default__Path"] = "",
        ["ASPNETCORE_Kestrel__Certificates__Default__KeyPath"] = "",
    };

    [Fact]
    public void Every_option_is_listed_with_its_default()
    {
        Dictionary<string, string> expected = new(Others);
        foreach (Type type in OptionsClasses())
        {
            string section = (string)type.GetField("Section")!.GetRawConstantValue()!;
            object defaults = Activator.CreateInstance(type)!;
            foreach (PropertyInfo property in type.GetProperties().Where(property => property.CanWrite))
                expected[$"{section.Replace(":", "__", StringComparison.Ordinal)}__{property.Name}"] = $"{property.GetValue(defaults)}";
        }

        Dictionary<string, string> listed = Regex
            .Matches(Repository.Read("docs/configuration.md"), @"^\| `(\w+)` \| (?:`([^`]*)`|[^|]*) \|", RegexOptions.Multiline)
            .ToDictionary(row => row.Groups[1].Value, row => row.Groups[2].Value);

        Assert.Equal(expected.OrderBy(option => option.Key), listed.OrderBy(option => option.Key));
    }

    private static IEnumerable<Type> OptionsClasses() =>
        new[] { "Posture.Grains", "Posture.Silo", "Posture.Frontend" }
            .SelectMany(name => Assembly.Load(name).GetTypes())
            .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) && type.GetField("Section") is not null);
}
