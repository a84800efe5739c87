using Npgsql;
using Posture.Silo.Tests.Postgres;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Cluster;

/// <summary>Silos and frontends as processes of their own, on a real Redis and a real PostgreSQL.</summary>
internal sealed class RunningCluster : IAsyncDisposable
{
    private readonly Dictionary<string, string> _settings;
    private readonly List<(ServerProcess Process, string Data)> _silos = [];
    private readonly List<ServerProcess> _frontends = [];

    private RunningCluster(PostgresServer postgres, string database)
    {
        Postgres = postgres;
        Database = database;
        _settings = new Dictionary<string, string>
        {
            ["Posture__Mode"] = "Cluster",
            ["ConnectionStrings__Redis"] = Redis.ConnectionString,
            ["ConnectionStrings__Postgres"] = database,
            ["Posture__Silo__AdvertisedAddress"] = "127.0.0.1",
        };
    }

    public RedisServer Redis { get; } = new();

    public PostgresServer Postgres { get; }

    public IReadOnlyList<ServerProcess> Frontends => _frontends;

    public IEnumerable<ServerProcess> Silos => _silos.Select(silo => silo.Process);

    /// <summary>How to connect to it.</summary>
    public string Database { get; }

    /// <summary>Where the programs that start from now on are built; null for the version under test.</summary>
    public string? Build { get; set; }

    public static async Task<RunningCluster> StartAsync(
        PostgresServer postgres, int silos, int frontends, IReadOnlyDictionary<string, string>? settings = null, string? build = null)
    {
        var cluster = new RunningCluster(postgres, await postgres.NewDatabaseAsync()) { Build = build };
        foreach ((string key, string value) in settings ?? new Dictionary<string, string>())
            cluster._settings[key] = value;
        try
        {
            await cluster.Redis.StartAsync();
            await Task.WhenAll(Enumerable.Range(0, silos).Select(_ => cluster.AddSiloAsync()));
            await Task.WhenAll(Enumerable.Range(0, frontends).Select(_ => cluster.AddFrontendAsync()));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>One frontend more, which listens on every address and has settings of its own.</summary>
    public async Task<ServerProcess> AddPublicFrontendAsync(IReadOnlyDictionary<string, string> settings)
    {
        ServerProcess frontend = await ServerProcess.StartAsync(
            settings: new Dictionary<string, string>(_settings.Concat(settings)), listenOn: "0.0.0.0");
        _frontends.Add(frontend);
        return frontend;
    }

    /// <summary>SIGKILL, and the way back over the same data folder.</summary>
    public async Task KillSiloAsync(int silo, Func<Task> meanwhile)
    {
        await KillSiloAsync(silo);
        await meanwhile();
        await BringBackAsync(silo);
    }

    /// <summary>SIGKILL.</summary>
    public Task KillSiloAsync(int silo) => _silos[silo].Process.KillAsync();

    /// <summary>A silo over the data folder of one that ended.</summary>
    public async Task BringBackAsync(int silo)
    {
        (ServerProcess before, string data) = _silos[silo];
        await before.DisposeAsync();
        _silos[silo] = await StartSiloAsync(data);
    }

    /// <summary>What a silo left of its spool.</summary>
    public LeftoverSpool SpoolOf(int silo) => new(_silos[silo].Data);

    /// <summary>Runs the silo's program with the cluster's settings, as a command, to its end.</summary>
    public Task<Ended> RunCommandAsync(string[] arguments, string waitAtMost = "00:01:00") => SiloCommand.RunAsync(
        arguments, new Dictionary<string, string>(_settings) { ["Posture__Cluster__StartTimeout"] = waitAtMost });

    /// <summary>SIGTERM, and the way back over the same data folder.</summary>
    public async Task RestartSiloAsync(int silo)
    {
        await _silos[silo].Process.StopAsync();
        await BringBackAsync(silo);
    }

    /// <summary>Starts silos two at a time, or stops them one after the other.</summary>
    public async Task ScaleSilosAsync(int count)
    {
        while (_silos.Count < count)
            await Task.WhenAll(Enumerable.Range(0, Math.Min(2, count - _silos.Count)).Select(_ => AddSiloAsync()));
        while (_silos.Count > count)
        {
            ServerProcess leaving = _silos[^1].Process;
            await leaving.StopAsync();
            await leaving.DisposeAsync();
            _silos.RemoveAt(_silos.Count - 1);
        }
    }

    /// <summary>SIGTERM, and the way back at the same address.</summary>
    public async Task RestartFrontendAsync(int frontend)
    {
        await _frontends[frontend].StopAsync();
        await StartAgainAsync(frontend);
    }

    /// <summary>Frontends and silos go, in this order, and come back over the same data and at the same addresses.</summary>
    public async Task WhileStoppedAsync(Func<Task> work)
    {
        foreach (ServerProcess process in _frontends.Concat(Silos))
            await process.StopAsync();
        await work();
        for (int silo = 0; silo < _silos.Count; silo++)
            await BringBackAsync(silo);
        for (int frontend = 0; frontend < _frontends.Count; frontend++)
            await StartAgainAsync(frontend);
    }

    public async Task StopSilosAsync()
    {
        foreach (ServerProcess silo in Silos)
            await silo.StopAsync();
    }

    /// <summary>How many users' grains live on each silo.</summary>
    public Task<int[]> UsersPerSiloAsync() => Task.WhenAll(Silos.Select(async silo =>
        (int)await MetricsPage.ReadAsync(silo, "posture_users_active")));

    /// <summary>Rows per (user, device time).</summary>
    public async Task<Dictionary<(string User, double TimestampMs), long>> RowsAsync()
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(Database);
        await using NpgsqlCommand command =
            source.CreateCommand("select user_id, timestamp_input, count(*) from prediction_logs group by 1, 2");
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        var rows = new Dictionary<(string, double), long>();
        while (await reader.ReadAsync())
            rows.Add((reader.GetString(0), reader.GetDouble(1)), reader.GetInt64(2));
        return rows;
    }

    /// <summary>Frames that were confirmed and are in no row.</summary>
    public async Task<IReadOnlyList<(string User, double TimestampMs)>> MissingAsync(FleetLog log)
    {
        Dictionary<(string, double), long> rows = await RowsAsync();
        return [.. log.Confirmed.Where(frame => !rows.ContainsKey(frame))];
    }

    /// <summary>Tables with a row that has the word in any column.</summary>
    public async Task<IReadOnlyList<string>> TablesThatNameAsync(string word)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(Database);
        var found = new List<string>();
        foreach (string table in await TablesAsync(source))
        {
            await using NpgsqlCommand command = source.CreateCommand($"select exists (select from only \"{table}\" it where it::text ~ $1)");
            command.Parameters.AddWithValue($@"\m{word}\M");
            if ((bool)(await command.ExecuteScalarAsync())!)
                found.Add(table);
        }

        return found;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ServerProcess process in _frontends.Concat(Silos))
            await process.DisposeAsync();
        await Redis.DisposeAsync();
    }

    private async Task StartAgainAsync(int frontend)
    {
        ServerProcess before = _frontends[frontend];
        await before.DisposeAsync();
        _frontends[frontend] = await ServerProcess.StartAsync(settings: _settings, port: before.BaseUri.Port, build: Build);
    }

    private static async Task<IReadOnlyList<string>> TablesAsync(NpgsqlDataSource source)
    {
        await using NpgsqlCommand command = source.CreateCommand("select tablename from pg_tables where schemaname = 'public'");
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        var tables = new List<string>();
        while (await reader.ReadAsync())
            tables.Add(reader.GetString(0));
        return tables;
    }

    private async Task AddSiloAsync()
    {
        (ServerProcess, string) silo = await StartSiloAsync(null);
        lock (_silos)
            _silos.Add(silo);
    }

    private async Task AddFrontendAsync()
    {
        ServerProcess frontend = await ServerProcess.StartAsync(settings: _settings, build: Build);
        lock (_frontends)
            _frontends.Add(frontend);
    }

    private async Task<(ServerProcess Process, string Data)> StartSiloAsync(string? data)
    {
        data ??= ServerProcess.NewDataDirectory();
        return (await ServerProcess.StartAsync(data, _settings, program: ServerProcess.Silo, build: Build), data);
    }
}
