using System.Text.Json;
using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Security;

/// <summary>What sbom.sh writes, in two runs.</summary>
public sealed class Sbom : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("posture-sbom-").FullName;

    public async ValueTask InitializeAsync()
    {
        (await Tool.RunAsync(Repository.PathOf("ops/security/sbom.sh"), [Path.Combine(_folder, "first")])).Succeeded();
        (await Tool.RunAsync(Repository.PathOf("ops/security/sbom.sh"), [Path.Combine(_folder, "second")])).Succeeded();
    }

    public string Text(string program) => File.ReadAllText(Path.Combine(_folder, "first", $"posture-{program}.cdx.json"));

    public string SecondText(string program) => File.ReadAllText(Path.Combine(_folder, "second", $"posture-{program}.cdx.json"));

    public JsonElement Of(string program) => JsonElement.Parse(Text(program));

    public IEnumerable<JsonElement> Packages(string program) =>
        Of(program).GetProperty("components").EnumerateArray().Where(component => component.TryGetProperty("purl", out _));

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
