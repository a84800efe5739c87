using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Posture.Grains.Tests.Inference;

/// <summary>A copy of a shipped model to alter.</summary>
internal sealed class ModelCopy : IDisposable
{
    /// <summary>The model that serves by default, beside the tests.</summary>
    public static readonly string Shipped = FolderOf("1.0.0");

    public ModelCopy(string version = "1.0.0")
    {
        foreach (string file in Directory.GetFiles(FolderOf(version)))
            File.Copy(file, PathOf(System.IO.Path.GetFileName(file)));
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("posture-model-").FullName;

    public void Delete(string file) => File.Delete(PathOf(file));

    public void Write(string file, string text) => File.WriteAllText(PathOf(file), text);

    /// <summary>Edits a JSON file.</summary>
    public void Edit(string file, Action<JsonNode> edit)
    {
        JsonNode json = JsonNode.Parse(File.ReadAllText(PathOf(file)))!;
        edit(json);
        Write(file, json.ToJsonString());
    }

    /// <summary>Puts another graph in, with a manifest that vouches for it.</summary>
    public void ReplaceGraph(byte[] onnx)
    {
        File.WriteAllBytes(PathOf("model.onnx"), onnx);
        Edit("manifest.json", manifest => manifest["sha256"] = Convert.ToHexStringLower(SHA256.HashData(onnx)));
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static string FolderOf(string version) =>
        System.IO.Path.Combine(AppContext.BaseDirectory, "models", "posture", version);

    private string PathOf(string name) => System.IO.Path.Combine(Path, name);
}
