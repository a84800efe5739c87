using System.Reflection;
using System.Text.RegularExpressions;
using Posture.Architecture.Tests.Support;

namespace Posture.Architecture.Tests.Code;

/// <summary>The arrows of docs/architecture.md.</summary>
public sealed partial class DependencyTests
{
    [Fact]
    public void The_frontend_holds_no_model_no_features_and_no_sql()
    {
        string[] references = [.. Assembly.Load("Posture.Frontend").GetReferencedAssemblies().Select(name => name.Name!)];

        Assert.DoesNotContain("Microsoft.ML.OnnxRuntime", references);
        Assert.DoesNotContain("Microsoft.Data.Sqlite", references);
        Assert.DoesNotContain(
            Repository.SourceFiles("frontend"),
            file => Regex.IsMatch(Repository.Read(file), "using Posture\\.Grains\\.(Features|Windows|Users);"));
    }

    [Fact]
    public void Only_the_embedded_host_of_the_frontend_knows_the_silo()
    {
        string[] files = [.. Repository.SourceFiles("frontend").Where(file => Repository.Read(file).Contains("using Posture.Silo", StringComparison.Ordinal))];

        Assert.All(files, file => Assert.Matches("^frontend/(Hosting/|Program)", file));
    }

    [Fact]
    public void The_grains_open_no_socket()
    {
        string[] references = [.. Assembly.Load("Posture.Grains").GetReferencedAssemblies().Select(name => name.Name!)];

        Assert.DoesNotContain(references, name => name.StartsWith("System.Net", StringComparison.Ordinal));
        Assert.DoesNotContain(references, name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
    }

    [Fact]
    public void The_contracts_depend_on_Orleans_alone()
    {
        IEnumerable<string> references = Assembly.Load("Posture.Grains.Interfaces").GetReferencedAssemblies().Select(name => name.Name!);

        Assert.All(references, name => Assert.Matches("^(System|Orleans|netstandard|Microsoft\\.Extensions\\.DependencyInjection)", name));
    }

    [Theory]
    [InlineData("grains/Windows")]
    [InlineData("grains/Features")]
    public void The_pure_core_knows_only_itself_and_arithmetic(string folder)
    {
        IEnumerable<string> usings = Repository.SourceFiles(folder)
            .SelectMany(file => Using().Matches(Repository.Read(file)))
            .Select(match => match.Groups[1].Value);

        Assert.All(usings, name => Assert.Matches(
            "^(System(\\.Collections\\..*|\\.Numerics\\.Tensors)?|Posture\\.Grains\\.(Interfaces\\..*|Windows|Features))$", name));
    }

    [Theory]
    [InlineData("loadtest/Posture.LoadTest.csproj")]
    [InlineData("examples/csharp/Posture.Examples.CSharp.csproj")]
    public void Load_generator_and_examples_speak_only_the_protocol(string project)
    {
        Assert.DoesNotContain("ProjectReference", Repository.Read(project), StringComparison.Ordinal);
    }

    [GeneratedRegex("^using ([A-Za-z.]+);", RegexOptions.Multiline)]
    private static partial Regex Using();
}
