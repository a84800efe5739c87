using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Backup;

/// <summary>The scripts that back up files, with folders of their own.</summary>
internal sealed class FileBackup : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("posture-backup-").FullName;

    public FileBackup()
    {
        foreach (string folder in (string[])["backup", "models", "config", "logs"])
            Directory.CreateDirectory(PathOf(folder));
        File.WriteAllText(PathOf("backup.env"), "");
        File.WriteAllText(PathOf("config/nginx.conf"), "worker_processes auto;");
        Settings = new Dictionary<string, string>
        {
            ["POSTURE_BACKUP_ENV"] = PathOf("backup.env"),
            ["POSTURE_BACKUP_DIR"] = PathOf("backup"),
            ["POSTURE_MODELS_DIR"] = PathOf("models"),
            ["POSTURE_CONFIG_PATHS"] = PathOf("config"),
            ["POSTURE_LOG_DIR"] = PathOf("logs"),
        };
    }

    public Dictionary<string, string> Settings { get; }

    public string PathOf(string path) => Path.Combine(_folder, path);

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), text);
    }

    /// <summary>Names in the store of a kind, without lock and manifests.</summary>
    public string[] Stored(string kind) =>
    [
        .. Directory.GetFileSystemEntries(PathOf($"backup/{kind}"))
            .Select(path => Path.GetFileName(path)!)
            .Where(name => name != ".lock" && !name.EndsWith(".manifest", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    public async Task<string[]> EntriesAsync(string kind, string file) =>
        (await Tool.RunAsync("tar", ["--list", "--gzip", "--file", PathOf($"backup/{kind}/{file}")])).Succeeded()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public Task<ToolResult> RunAsync(string script, params string[] arguments) =>
        Tool.RunAsync(Repository.PathOf($"ops/backup/{script}.sh"), arguments, Settings);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
