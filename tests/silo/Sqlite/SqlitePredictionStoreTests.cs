using Microsoft.Data.Sqlite;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.PredictionLog;
using Posture.Silo.Sqlite;
using Posture.Silo.Tests.Predictions;

namespace Posture.Silo.Tests.Sqlite;

public sealed class SqlitePredictionStoreTests : PredictionStoreContract, IDisposable
{
    private readonly SqliteFolder _folder = new();
    private readonly SqliteDatabase _database;

    public SqlitePredictionStoreTests()
    {
        _database = _folder.MigratedPredictions();
        Store = new SqlitePredictionStore(_database);
    }

    private protected override IPredictionStore Store { get; }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_column_is_filled()
    {
        await Store.AppendAsync(
            [Record(7) with { ClientIp = "::1", Shadow = new ShadowPrediction("2.1.0", 5, 0.25f) }], CancellationToken.None);

        using SqliteConnection connection = _database.Open();
        using SqliteCommand select = connection.CreateCommand();
        select.CommandText = "select * from prediction_logs";
        using SqliteDataReader reader = select.ExecuteReader();
        Assert.True(reader.Read());
        Assert.Equal("mina", reader["user_id"]);
        Assert.Equal("[0,0,0.1,0.6,0.3,0,0,0]", reader["all_probabilities"]);
        Assert.Equal("::1", reader["client_ip"]);
        Assert.Equal("자세/1.0", reader["user_agent"]);
        Assert.Equal(("2.1.0", 5L, 0.25), (reader["shadow_version"], reader["shadow_posture"], reader["shadow_confidence"]));
    }

    [Fact]
    public async Task A_row_without_a_shadow_has_none()
    {
        await Store.AppendAsync([Record(7)], CancellationToken.None);

        using SqliteConnection connection = _database.Open();
        using SqliteCommand select = connection.CreateCommand();
        select.CommandText = "select count(*) from prediction_logs where coalesce(shadow_version, shadow_posture, shadow_confidence) is null";
        Assert.Equal(1L, select.ExecuteScalar());
    }

    [Fact]
    public async Task Rows_of_one_batch_differ_in_their_texts_and_shadows()
    {
        PredictionRecord plain = Record(0);
        ShadowPrediction shadow = new("2.1.0", 5, 0.25f);
        await Store.AppendAsync(
            [
                plain,
                plain with { Sequence = 1, ClientIp = "::1", Shadow = shadow },
                plain with { Sequence = 2, ClientIp = "::1", UserAgent = null, Shadow = shadow },
                plain with { Sequence = 3, UserAgent = "", ModelVersion = "2.2.0" },
                plain with { Sequence = 4, UserId = "other", Shadow = shadow with { Posture = 6 } },
            ],
            CancellationToken.None);

        Assert.Equal(
            [
                $"mina {plain.ModelVersion} {plain.ClientIp ?? "-"} {plain.UserAgent} - - -",
                $"mina {plain.ModelVersion} ::1 {plain.UserAgent} 2.1.0 5 0.25",
                $"mina {plain.ModelVersion} ::1 - 2.1.0 5 0.25",
                $"mina 2.2.0 {plain.ClientIp ?? "-"}  - - -",
                $"other {plain.ModelVersion} {plain.ClientIp ?? "-"} {plain.UserAgent} 2.1.0 6 0.25",
            ],
            TextsAndShadows());
    }

    [Fact]
    public async Task Readers_are_served_beside_a_writer()
    {
        Task writing = Task.Run(async () =>
        {
            for (int batch = 0; batch < 50; batch++)
                await Store.AppendAsync(Records(batch * 20, 20), CancellationToken.None);
        });
        int seen = 0;
        while (!writing.IsCompleted)
        {
            int rows = (await ReadAllAsync("mina")).Count;
            Assert.True(rows >= seen && rows % 20 == 0, $"{rows} rows after {seen}");
            seen = rows;
        }

        await writing;
        Assert.Equal(1000, (await ReadAllAsync("mina")).Count);
    }

    [Fact]
    public async Task Only_older_rows_are_deleted_the_oldest_first_and_no_more_than_the_limit()
    {
        await AppendAsync([.. Records(0, 20), Record(3, "other") with { StreamId = 2 }]);
        long limit = Record(10).ReceivedAtUnixMicros;

        Assert.Equal(3, await Store.DeleteOlderAsync(limit, 3, CancellationToken.None));
        Assert.Equal(Sequences(19, 17), (await ReadAllAsync("mina")).Select(row => row.Sequence));
        Assert.Equal(8, await Store.DeleteOlderAsync(limit, 100, CancellationToken.None));
        Assert.Equal(0, await Store.DeleteOlderAsync(limit, 100, CancellationToken.None));
        Assert.Equal(Sequences(19, 10), (await ReadAllAsync("mina")).Select(row => row.Sequence));
        Assert.Empty(await ReadAllAsync("other"));
    }

    private List<string> TextsAndShadows()
    {
        using SqliteConnection connection = _database.Open();
        using SqliteCommand select = connection.CreateCommand();
        select.CommandText =
            """
            select concat_ws(' ', user_id, model_version, ifnull(client_ip, '-'), ifnull(user_agent, '-'),
                ifnull(shadow_version, '-'), ifnull(shadow_posture, '-'), ifnull(shadow_confidence, '-'))
            from prediction_logs order by seq
            """;
        using SqliteDataReader reader = select.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(reader.GetString(0));
        return rows;
    }
}
