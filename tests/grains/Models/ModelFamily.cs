using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Posture.Grains.Tests.Models;

/// <summary>A models folder of its own to add versions to and to damage, gone when the test is.</summary>
/// <param name="shippedModels">The folder of the models that ship.</param>
internal sealed class ModelFamily(string shippedModels) : IDisposable
{
    private const string Name = "posture";

    /// <summary>What <c>Posture:Model:Directory</c> is to say.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("posture-models-").FullName;

    /// <summary>A family of the models that are beside the tests.</summary>
    public static ModelFamily OfShipped(params string[] versions)
    {
        var family = new ModelFamily(Path.Combine(AppContext.BaseDirectory, "models"));
        foreach (string version in versions)
            family.Add(version, version);
        return family;
    }

    /// <summary>Adds a version that is a shipped one under another number.</summary>
    public void Add(string version, string shipped)
    {
        Directory.CreateDirectory(FolderOf(version));
        foreach (string file in Directory.GetFiles(Path.Combine(shippedModels, Name, shipped)))
            File.Copy(file, PathOf(version, Path.GetFileName(file)));
        Edit(version, "manifest.json", manifest => manifest["version"] = version);
    }

    public void Edit(string version, string file, Action<JsonNode> edit)
    {
        JsonNode json = JsonNode.Parse(File.ReadAllText(PathOf(version, file)))!;
        edit(json);
        File.WriteAllText(PathOf(version, file), json.ToJsonString());
    }

    public void Write(string version, string file, string text) => File.WriteAllText(PathOf(version, file), text);

    /// <summary>Puts another graph in, with a manifest that vouches for it.</summary>
    public void ReplaceGraph(string version, byte[] onnx)
    {
        File.WriteAllBytes(PathOf(version, "model.onnx"), onnx);
        Edit(version, "manifest.json", manifest => manifest["sha256"] = Convert.ToHexStringLower(SHA256.HashData(onnx)));
    }

    /// <summary>Puts the graph of a shipped version in, as somebody does who trains again and keeps the number.</summary>
    public void ReplaceContent(string version, string shipped)
    {
        Delete(version);
        Add(version, shipped);
    }

    /// <summary>Changes the graph behind its manifest's back.</summary>
    public void Damage(string version)
    {
        byte[] bytes = File.ReadAllBytes(PathOf(version, "model.onnx"));
        bytes[^1] ^= 1;
        File.WriteAllBytes(PathOf(version, "model.onnx"), bytes);
    }

    /// <summary>Makes the trainer's own figures others than the graph's.</summary>
    public void FalsifyGolden(string version) => Edit(version, "golden.json", golden =>
    {
        JsonArray probabilities = golden["vectors"]![0]!["probabilities"]!.AsArray();
        probabilities[0] = probabilities[0]!.GetValue<double>() + 0.01;
    });

    /// <summary>Puts a named pipe in the place of a file.</summary>
    public void ReplaceByPipe(string version, string file)
    {
        File.Delete(PathOf(version, file));
        using Process made = Process.Start("mkfifo", [PathOf(version, file)]);
        made.WaitForExit();
    }

    /// <summary>Waits for somebody to read the pipe; they wait in turn until the stream is closed.</summary>
    public Task<FileStream> HoldReaderAsync(string version, string file) => Task.Run(
        () => new FileStream(PathOf(version, file), FileMode.Open, FileAccess.Write, FileShare.ReadWrite));

    public void Delete(string version) => Directory.Delete(FolderOf(version), recursive: true);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private string FolderOf(string version) => Path.Combine(Folder, Name, version);

    private string PathOf(string version, string file) => Path.Combine(FolderOf(version), file);
}
