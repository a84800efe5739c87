using System.Security.Cryptography;
using System.Text.Json;
using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Security;

/// <summary>The bills of materials, against the lock files and the packages themselves.</summary>
public sealed class SbomTests(Sbom sbom) : IClassFixture<Sbom>
{
    [Theory]
    [InlineData("frontend")]
    [InlineData("silo")]
    public void Every_package_of_the_lock_file_is_in_it_and_no_other(string program)
    {
        using JsonDocument lockFile = JsonDocument.Parse(Repository.Read($"{program}/packages.lock.json"));
        IEnumerable<string> locked = lockFile.RootElement.GetProperty("dependencies").GetProperty("net10.0").EnumerateObject()
            .Where(package => package.Value.GetProperty("type").GetString() != "Project")
            .Select(package => $"{package.Name}@{package.Value.GetProperty("resolved").GetString()}");

        Assert.Equal(
            locked.Order(StringComparer.OrdinalIgnoreCase),
            sbom.Packages(program).Select(it => it.GetProperty("purl").GetString()!["pkg:nuget/".Length..]).Order(StringComparer.OrdinalIgnoreCase),
            StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public void Its_form_is_that_of_CycloneDX()
    {
        JsonElement bill = sbom.Of("silo");
        JsonElement program = bill.GetProperty("metadata").GetProperty("component");

        Assert.Equal(("CycloneDX", "1.6"), (bill.GetProperty("bomFormat").GetString(), bill.GetProperty("specVersion").GetString()));
        Assert.Equal(("application", "Posture.Silo"), (program.GetProperty("type").GetString(), program.GetProperty("name").GetString()));
        Assert.All(sbom.Packages("silo"), package =>
        {
            Assert.Equal("library", package.GetProperty("type").GetString());
            Assert.Contains(package.GetProperty("scope").GetString(), (string[])["required", "excluded"]);
            Assert.Matches("^[0-9a-f]{128}$", HashOf(package));
            JsonElement licence = Assert.Single(package.GetProperty("licenses").EnumerateArray());
            Assert.True(licence.TryGetProperty("expression", out _) || licence.TryGetProperty("license", out _));
        });
    }

    [Fact]
    public void The_hash_is_that_of_the_package_as_it_is_downloaded()
    {
        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget/packages");
        JsonElement npgsql = sbom.Packages("silo").Single(package => package.GetProperty("name").GetString() == "Npgsql");
        string version = npgsql.GetProperty("version").GetString()!;
        string file = Path.Combine(packages, "npgsql", version, $"npgsql.{version}.nupkg");
        Assert.SkipUnless(File.Exists(file), "NuGet keeps its packages elsewhere.");

        Assert.Equal(Convert.ToHexStringLower(SHA512.HashData(File.ReadAllBytes(file))), HashOf(npgsql));
        Assert.Equal("PostgreSQL", npgsql.GetProperty("licenses")[0].GetProperty("expression").GetString());
    }

    [Theory]
    [InlineData("frontend")]
    [InlineData("silo")]
    public void Everything_is_reached_from_the_program(string program)
    {
        Dictionary<string, string[]> graph = sbom.Of(program).GetProperty("dependencies").EnumerateArray().ToDictionary(
            it => it.GetProperty("ref").GetString()!,
            it => it.GetProperty("dependsOn").EnumerateArray().Select(on => on.GetString()!).ToArray());
        string[] components = [.. sbom.Of(program).GetProperty("components").EnumerateArray().Select(it => it.GetProperty("bom-ref").GetString()!)];
        string root = sbom.Of(program).GetProperty("metadata").GetProperty("component").GetProperty("bom-ref").GetString()!;
        var reached = new HashSet<string>();
        var waiting = new Stack<string>([root]);
        while (waiting.TryPop(out string? reference))
        {
            if (reached.Add(reference))
                Array.ForEach(graph[reference], waiting.Push);
        }

        Assert.Equal(components.Append(root).Order(StringComparer.Ordinal), reached.Order(StringComparer.Ordinal));
        Assert.Contains("pkg:nuget/Npgsql@10.0.3", graph.Single(it => it.Key.StartsWith("pkg:nuget/dbup-postgresql@", StringComparison.Ordinal)).Value);
    }

    [Fact]
    public void What_is_for_building_only_is_marked_as_not_shipped()
    {
        string Scope(string name) => sbom.Packages("frontend").Single(package => package.GetProperty("name").GetString() == name).GetProperty("scope").GetString()!;

        Assert.Equal(
            ("excluded", "excluded", "required"),
            (Scope("Microsoft.CodeAnalysis.BannedApiAnalyzers"), Scope("Microsoft.Orleans.CodeGenerator"), Scope("Microsoft.ML.OnnxRuntime")));
    }

    [Fact]
    public void The_same_packages_give_the_same_bytes() => Assert.Equal(sbom.Text("silo"), sbom.SecondText("silo"));

    private static string HashOf(JsonElement package) => Assert.Single(package.GetProperty("hashes").EnumerateArray()).GetProperty("content").GetString()!;
}
