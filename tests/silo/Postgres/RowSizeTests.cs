using Npgsql;
using Posture.Grains.PredictionLog;
using Posture.Silo.Postgres;

namespace Posture.Silo.Tests.Postgres;

/// <summary>The capacity plan: 50 GB hold a year of 500,000 predictions a day.</summary>
[Collection(SharedPostgres.Name)]
public sealed class RowSizeTests(PostgresServer server, ITestOutputHelper output)
{
    private const double BytesPerRow = 50e9 / (365 * 500_000.0);
    private const int Users = 500;
    private const int Batches = 100;

    [Fact]
    public async Task A_row_with_its_indexes_takes_no_more_than_the_plan_allows()
    {
        await using PostgresDatabase database = await server.NewMigratedDatabaseAsync();
        var store = new PostgresPredictionStore(database);
        for (int second = 0; second < Batches; second++)
            await store.AppendAsync([.. Enumerable.Range(0, Users).Select(user => Record(user, second))], default);

        await using NpgsqlCommand size = database.Source.CreateCommand(
            "select pg_total_relation_size(inhrelid)::float8 from pg_inherits where inhparent = 'prediction_logs'::regclass");
        double bytes = (double)(await size.ExecuteScalarAsync())! / (Users * Batches);
        output.WriteLine($"{bytes:0} bytes a row, {BytesPerRow:0} allowed");
        Assert.InRange(bytes, 100, BytesPerRow);
    }

    private static PredictionRecord Record(int user, int second) => new(
        1_700_000_000_000_000 + second * 1_000_000L + user,
        1_000_000_000_000_000_000 + user * 7919L,
        second,
        $"user-{10_000 + user}",
        second * 1000,
        (user * 37 + second * 11) % 6000 / 100.0 - 30,
        user % 8,
        [0.1f, 0.2f, 0.3f, 0.05f, 0.05f, 0.1f, 0.1f, 0.1f],
        "2.1.0",
        $"192.168.10.{user % 250}",
        "ESP32-Posture/1.4");
}
