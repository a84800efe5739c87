using Npgsql;
using Posture.System.Tests.Deployment;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Backup;

/// <summary>The scripts of ops/backup, with a store of their own, on one database.</summary>
internal sealed class BackupScripts : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly string _folder = Directory.CreateTempSubdirectory("posture-backup-").FullName;

    public BackupScripts(string database)
    {
        Connection = new NpgsqlConnectionStringBuilder(database);
        Directory.CreateDirectory(Path.Combine(_folder, "metrics"));
        string noFile = Path.Combine(_folder, "backup.env");
        File.WriteAllText(noFile, "");
        Settings = new Dictionary<string, string>
        {
            ["POSTURE_BACKUP_ENV"] = noFile,
            ["POSTURE_BACKUP_DIR"] = Path.Combine(_folder, "backup"),
            ["POSTURE_BACKUP_METRICS"] = Path.Combine(_folder, "metrics"),
            ["POSTURE_DB_CONTAINER"] = "",
            ["POSTURE_DB_NAME"] = Connection.Database!,
            ["POSTURE_MODELS_DIR"] = RepositoryFile.PathOf("models"),
            ["PGHOST"] = Connection.Host!,
            ["PGPORT"] = $"{Connection.Port}",
        };
    }

    public NpgsqlConnectionStringBuilder Connection { get; }

    public Dictionary<string, string> Settings { get; }

    public string Store => Path.Combine(Settings["POSTURE_BACKUP_DIR"], "database");

    /// <summary>Names of whole backups and of anything else that was left, but the lock and manifests.</summary>
    public IReadOnlyList<string> Stored => !Directory.Exists(Store) ? [] :
    [
        .. Directory.EnumerateFileSystemEntries(Store)
            .Select(path => Path.GetFileName(path)!)
            .Where(name => name != ".lock" && !name.EndsWith(".manifest", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    public IReadOnlyList<string> Metrics => [.. Directory.GetFiles(Settings["POSTURE_BACKUP_METRICS"]).Select(path => Path.GetFileName(path)!)];

    public string NewFile(string name) => Path.Combine(_folder, name);

    /// <summary>A program that is found before the one of the same name that is installed.</summary>
    public async Task ReplaceAsync(string program, string script)
    {
        string bin = Directory.CreateDirectory(Path.Combine(_folder, "bin")).FullName;
        string path = Path.Combine(bin, program);
        await File.WriteAllTextAsync(path, "#!/usr/bin/env bash\n" + script);
        (await RunProgramAsync("chmod", "+x", path)).Succeeded();
        Settings["PATH"] = $"{bin}:{Environment.GetEnvironmentVariable("PATH")}";
    }

    public Task<Ended> RunAsync(string script, params string[] arguments) =>
        RunProgramAsync(RepositoryFile.PathOf($"ops/backup/{script}.sh"), arguments);

    /// <summary>A line of the operating guide, as it is typed.</summary>
    public Task<Ended> TypeAsync(string line) => RunProgramAsync("bash", "-c", line);

    /// <summary>One value for each row.</summary>
    public async Task<IReadOnlyList<string>> QueryAsync(string sql, string? database = null)
    {
        var connection = new NpgsqlConnectionStringBuilder(Connection.ConnectionString) { Pooling = false };
        connection.Database = database ?? connection.Database;
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(connection);
        await using NpgsqlCommand command = source.CreateCommand(sql);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add($"{reader.GetValue(0)}");
        return rows;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<Ended> RunProgramAsync(string program, params string[] arguments) =>
        Ended.RunAsync(program, arguments, Settings, Limit);
}
