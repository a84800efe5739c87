using Npgsql;
using Posture.Grains.Interfaces.PredictionLog;
using Posture.Grains.PredictionLog;
using Posture.Silo.Postgres;
using Posture.Silo.Tests.Predictions;

namespace Posture.Silo.Tests.Postgres;

[Collection(SharedPostgres.Name)]
public sealed class PostgresPredictionStoreTests(PostgresServer server) : PredictionStoreContract, IAsyncLifetime
{
    private PostgresDatabase _database = null!;
    private PostgresPredictionStore _store = null!;

    private protected override IPredictionStore Store => _store;

    public async ValueTask InitializeAsync()
    {
        _database = await server.NewMigratedDatabaseAsync();
        _store = new PostgresPredictionStore(_database);
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
    }

    [Fact]
    public async Task Ten_processes_that_start_at_once_apply_the_migrations_once()
    {
        string fresh = await server.NewDatabaseAsync();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(async () =>
        {
            await using var database = new PostgresDatabase(fresh);
            await PostgresMigrations.ApplyAsync(database, CancellationToken.None);
        })));

        await using NpgsqlDataSource source = NpgsqlDataSource.Create(fresh);
        long scripts = typeof(PostgresMigrations).Assembly.GetManifestResourceNames()
            .LongCount(name => name.StartsWith("Posture.Silo.Postgres.Migrations.", StringComparison.Ordinal));
        Assert.Equal(scripts, await source.CreateCommand("select count(*) from schemaversions").ExecuteScalarAsync());
    }

    [Fact]
    public async Task Predictions_of_many_months_are_each_in_the_table_of_theirs_also_when_silos_write_at_once()
    {
        PredictionRecord[] records =
        [
            .. Enumerable.Range(0, 400).Select(day => Record(day) with
            {
                ReceivedAtUnixMicros = Record(0).ReceivedAtUnixMicros + day * 86_400_000_000L,
            }),
        ];
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Store.AppendAsync(records, default))));

        Assert.Equal(400, (await ReadAllAsync("mina")).Count);
        Assert.Equal(0L, await ScalarAsync("select count(*) from only prediction_logs"));
        Assert.Equal(400L, await ScalarAsync("select sum(predictions)::bigint from model_metrics"));
        Assert.Equal(14L, await ScalarAsync("select count(*) from pg_inherits"));
    }

    [Fact]
    public async Task Months_that_are_wholly_past_are_dropped()
    {
        long year = 365 * 86_400_000_000L;
        await Store.AppendAsync(
            [Record(0), Record(1) with { ReceivedAtUnixMicros = Record(0).ReceivedAtUnixMicros + year }], default);
        await Store.DeleteOlderAsync(Record(0).ReceivedAtUnixMicros + 86_400_000_000L, 10, default);
        Assert.Equal(2, (await ReadAllAsync("mina")).Count);

        await Store.DeleteOlderAsync(Record(0).ReceivedAtUnixMicros + 40 * 86_400_000_000L, 10, default);
        LoggedPrediction row = Assert.Single(await ReadAllAsync("mina"));
        Assert.Equal(1, row.Sequence);
        await Store.AppendAsync([Record(0)], default);
        Assert.Equal(2, (await ReadAllAsync("mina")).Count);
    }

    [Fact]
    public async Task The_tuning_of_the_operations_guide_runs_as_written()
    {
        await Store.AppendAsync(Records(0, 100), default);
        await ExecuteAsync(
            "CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_prediction_logs_created_at_posture ON prediction_logs(created_at, predicted_posture);");
        await ExecuteAsync("ANALYZE prediction_logs;");
        Assert.True((long)(await ScalarAsync(
            """
            SELECT max(pg_total_relation_size(schemaname||'.'||tablename))
            FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 'prediction_logs%'
            """))! > 0);
    }

    private async Task<object?> ScalarAsync(string text)
    {
        await using NpgsqlCommand command = _database.Source.CreateCommand(text);
        return await command.ExecuteScalarAsync();
    }

    private async Task ExecuteAsync(string text)
    {
        await using NpgsqlCommand command = _database.Source.CreateCommand(text);
        await command.ExecuteNonQueryAsync();
    }
}
