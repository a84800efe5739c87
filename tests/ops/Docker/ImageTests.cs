using System.Text.RegularExpressions;
using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Docker;

/// <summary>The Dockerfile against the projects that it builds.</summary>
public sealed class ImageTests
{
    private static readonly string Dockerfile = Repository.Read("ops/docker/Dockerfile");

    [Theory]
    [InlineData("silo", "Posture.Silo", 8080)]
    [InlineData("frontend", "Posture.Frontend", 8000)]
    public void Each_program_has_a_target(string folder, string program, int port)
    {
        string stage = Regex.Match(Dockerfile, $@"^FROM runtime AS {folder}$.*?(?=^FROM|\z)", RegexOptions.Multiline | RegexOptions.Singleline).Value;

        Assert.True(File.Exists(Repository.PathOf($"{folder}/{program}.csproj")));
        Assert.Contains($"COPY --from=build /out/{folder} .", stage, StringComparison.Ordinal);
        Assert.Contains($"ASPNETCORE_URLS=http://0.0.0.0:{port}", stage, StringComparison.Ordinal);
        Assert.Contains($"[\"dotnet\", \"{program}.dll\"]", stage, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_runs_as_root()
    {
        Assert.Equal("1654:1654", Assert.Single(Regex.Matches(Dockerfile, @"^USER (\S+)$", RegexOptions.Multiline)).Groups[1].Value);
        Settings.AssertKnown(Regex.Matches(Dockerfile, @"\b((?:Posture__|ASPNETCORE_)\w+)=").Select(match => match.Groups[1].Value));
    }

    [Fact]
    public void The_build_sees_every_project_that_it_needs()
    {
        string ignored = Repository.Read(".dockerignore");

        Assert.All(Needed("frontend/Posture.Frontend.csproj").Append("models").Distinct(), folder =>
            Assert.Contains($"\n!{folder}/\n", ignored, StringComparison.Ordinal));
        Assert.All(Needed("frontend/Posture.Frontend.csproj").Distinct(), folder =>
            Assert.Contains($"COPY {folder}/*.csproj {folder}/packages.lock.json {folder}/\n", Dockerfile, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Needed(string project)
    {
        yield return Path.GetDirectoryName(project)!;
        foreach (Match reference in Regex.Matches(Repository.Read(project), "ProjectReference Include=\"../([^\"]+)\""))
        {
            foreach (string folder in Needed(reference.Groups[1].Value))
                yield return folder;
        }
    }
}
