using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Posture.LoadTest.Comparison;

namespace Posture.Silo.Tests.Postgres;

/// <summary>A real PostgreSQL of its own, in a temporary folder, for as long as the tests run.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string Debian = "/usr/lib/postgresql";

    private string? _folder;
    private int _port;

    /// <summary>Why there is none, or null.</summary>
    public string? Missing { get; private set; }

    private static string? Programs => Directory.Exists(Debian)
        ? Directory.GetDirectories(Debian).Select(version => Path.Combine(version, "bin")).Order().LastOrDefault()
        : null;

    public async ValueTask InitializeAsync()
    {
        if (Programs is null)
        {
            Missing = $"PostgreSQL is not installed: there is no {Debian}.";
            return;
        }

        _folder = Directory.CreateTempSubdirectory("posture-postgres-").FullName;
        _port = FreePorts.Next();
        if (Environment.UserName == "root")
            await RunAsync("chown", "postgres", _folder);
        await PostgresAsync("initdb", "-D", Data, "-U", "posture_user", "-A", "trust", "-E", "UTF8", "--no-sync");
        await StartAsync();
    }

    public Task StartAsync() => PostgresAsync(
        "pg_ctl", "start", "-w", "-D", Data, "-l", Path.Combine(_folder!, "log"),
        "-o", $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c max_connections=300 -c fsync=off");

    /// <summary>Stops it at once, as a crash would.</summary>
    public Task StopAsync() => PostgresAsync("pg_ctl", "stop", "-w", "-m", "immediate", "-D", Data);

    public async ValueTask DisposeAsync()
    {
        if (_folder is null)
            return;
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>An empty database, and how to connect to it.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        string name = $"test_{Guid.NewGuid():N}";
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(ConnectionString("postgres"));
        await using NpgsqlCommand create = source.CreateCommand($"create database {name}");
        await create.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    private string Data => Path.Combine(_folder!, "data");

    private string ConnectionString(string database) => string.Create(
        CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username=posture_user;Database={database};Pooling=true");

    // PostgreSQL does not run as root.
    private static Task PostgresAsync(string program, params string[] arguments) => Environment.UserName == "root"
        ? RunAsync("runuser", ["-u", "postgres", "--", Path.Combine(Programs!, program), .. arguments])
        : RunAsync(Path.Combine(Programs!, program), arguments);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
        })!;
        // A server that is started keeps the pipe: it is read for as long as the starter runs.
        process.BeginOutputReadLine();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}

/// <summary>Tests that share the PostgreSQL server, each with a database of its own.</summary>
[CollectionDefinition(Name)]
public sealed class SharedPostgres : ICollectionFixture<PostgresServer>
{
    public const string Name = "postgres";
}
