// The software bill of materials of one program: CycloneDX 1.6 (ECMA-424) on standard output, from what NuGet has resolved.
// The same packages give the same bytes: there is no time and no serial number in it.
//   dotnet run ops/security/sbom/Program.cs -- artifacts/obj/Posture.Silo/project.assets.json
// ../sbom.sh runs it for the programs that ship.
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

if (args.Length != 1 || !File.Exists(args[0]))
{
    Console.Error.WriteLine("Give the project.assets.json of a program that was restored: dotnet run Program.cs -- FILE");
    return 2;
}

try
{
    JsonNode assets = JsonNode.Parse(File.ReadAllText(args[0]))!;
    if (assets["targets"] is not JsonObject { Count: 1 })
        throw new InvalidOperationException("This is no project.assets.json of one framework.");
    Console.Out.Write(Bill.Of(assets).ToJsonString(
        new JsonSerializerOptions { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n");
    return 0;
}
catch (Exception fault) when (fault is IOException or JsonException or InvalidOperationException or FormatException)
{
    Console.Error.WriteLine($"{args[0]}: {fault.Message} Run 'dotnet restore' and try again.");
    return 1;
}

internal static class Bill
{
    private static readonly string[] ShippedKinds = ["runtime", "runtimeTargets", "native", "resource"];

    public static JsonObject Of(JsonNode assets)
    {
        JsonObject resolved = assets["targets"]!.AsObject().Single().Value!.AsObject();
        Dictionary<string, string> references = resolved.ToDictionary(
            library => library.Key.Split('/')[0], library => ReferenceOf(library.Key, library.Value!), StringComparer.OrdinalIgnoreCase);
        string[] folders = [.. assets["packageFolders"]!.AsObject().Select(folder => folder.Key)];
        JsonNode project = assets["project"]!;
        string name = (string)project["restore"]!["projectName"]!;
        string version = (string)project["version"]!;

        return new JsonObject
        {
            ["$schema"] = "http://cyclonedx.org/schema/bom-1.6.schema.json",
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["version"] = 1,
            ["metadata"] = new JsonObject { ["component"] = Component("application", name, version, $"{name}@{version}") },
            ["components"] = new JsonArray([.. InOrder(resolved).Select(it => Describe(it.Key, it.Value!, assets["libraries"]![it.Key]!, folders))]),
            ["dependencies"] = new JsonArray(
            [
                Dependency($"{name}@{version}", DirectOf(project, resolved), references),
                .. InOrder(resolved).Select(it => Dependency(
                    ReferenceOf(it.Key, it.Value!), it.Value!["dependencies"]?.AsObject().Select(on => on.Key) ?? [], references)),
            ]),
        };
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> InOrder(JsonObject resolved) => resolved.OrderBy(it => it.Key, StringComparer.Ordinal);

    private static string ReferenceOf(string key, JsonNode library) =>
        (string)library["type"]! == "package" ? "pkg:nuget/" + key.Replace('/', '@') : key.Replace('/', '@');

    // Packages that the project names, and the projects that it builds upon.
    private static IEnumerable<string> DirectOf(JsonNode project, JsonObject resolved)
    {
        IEnumerable<string> packages = project["frameworks"]!.AsObject().Single().Value!["dependencies"]?.AsObject().Select(it => it.Key) ?? [];
        IEnumerable<string> projects = project["restore"]!["frameworks"]!.AsObject().Single().Value!["projectReferences"]?.AsObject()
            .Select(it => Path.GetFileNameWithoutExtension(it.Key)) ?? [];
        return packages.Concat(projects.Where(name => resolved.Any(it => it.Key.StartsWith(name + "/", StringComparison.Ordinal))));
    }

    private static JsonObject Dependency(string reference, IEnumerable<string> on, Dictionary<string, string> references) => new()
    {
        ["ref"] = reference,
        // What the framework brings itself NuGet has taken out of the graph.
        ["dependsOn"] = new JsonArray([.. on.Where(references.ContainsKey).Select(name => references[name]).Order(StringComparer.Ordinal)]),
    };

    private static JsonObject Component(string type, string name, string version, string reference) => new()
    {
        ["type"] = type,
        ["bom-ref"] = reference,
        ["name"] = name,
        ["version"] = version,
    };

    private static JsonObject Describe(string key, JsonNode resolved, JsonNode library, string[] folders)
    {
        string[] parts = key.Split('/');
        string reference = ReferenceOf(key, resolved);
        JsonObject component = Component("library", parts[0], parts[1], reference);
        if ((string)resolved["type"]! != "package")
            return component;

        string path = (string)library["path"]!;
        string folder = folders.Select(it => Path.Combine(it, path)).FirstOrDefault(Directory.Exists)
            ?? throw new InvalidOperationException($"The package {key} is in none of {string.Join(", ", folders)}.");
        component["scope"] = IsShipped(resolved) ? "required" : "excluded";
        component["hashes"] = new JsonArray(new JsonObject { ["alg"] = "SHA-512", ["content"] = Sha512Of(folder) });
        if (LicenceOf(folder) is { } licence)
            component["licenses"] = new JsonArray(licence);
        component["purl"] = reference;
        return component;
    }

    // Analyzers, generators and packages that only name others leave no file beside the program.
    private static bool IsShipped(JsonNode resolved) =>
        ShippedKinds.Any(kind => resolved[kind]?.AsObject().Any(file => !file.Key.EndsWith("/_._", StringComparison.Ordinal)) == true);

    // Of the .nupkg as it is downloaded. The lock file has another one: of the package without its signature.
    private static string Sha512Of(string folder) =>
        Convert.ToHexStringLower(Convert.FromBase64String(File.ReadAllText(Directory.GetFiles(folder, "*.nupkg.sha512").Single())));

    private static JsonObject? LicenceOf(string folder)
    {
        XElement metadata = XDocument.Load(Directory.GetFiles(folder, "*.nuspec").Single()).Root!.Elements().Single(it => it.Name.LocalName == "metadata");
        XElement? licence = metadata.Elements().FirstOrDefault(it => it.Name.LocalName == "license");
        if ((string?)licence?.Attribute("type") == "expression")
            return new JsonObject { ["expression"] = licence!.Value };
        if (licence is not null)
            return new JsonObject { ["license"] = new JsonObject { ["name"] = $"{licence.Value} in the package" } };
        return metadata.Elements().FirstOrDefault(it => it.Name.LocalName == "licenseUrl") is { } address
            ? new JsonObject { ["license"] = new JsonObject { ["name"] = "by address", ["url"] = address.Value } }
            : null;
    }
}
