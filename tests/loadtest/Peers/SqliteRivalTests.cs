using System.Text.Json;
using Microsoft.Data.Sqlite;
using Posture.LoadTest.Comparison;

namespace Posture.LoadTest.Tests.Peers;

/// <summary>What the rival with a database has told a device is in the database, whatever becomes of its process.</summary>
public sealed class SqliteRivalTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("posture-rival-");

    [Theory]
    [InlineData("one process")]
    [InlineData("all its workers")]
    public async Task What_it_replied_is_in_its_database_though_it_is_killed_at_once(string variant)
    {
        IReadOnlyList<ServerLaunch> variants = RivalConversation.VariantsOrSkip("node-sqlite");
        ServerLaunch launch = LoggingHere(variant == "one process" ? variants[0] : variants[^1]);
        string[] frames = [.. Enumerable.Range(0, 40).Select(
            i => JsonSerializer.Serialize(new { timestamp = 1000 + 250.5 * i, relativePitch = 30 * Math.Sin(i) }))];

        long begunMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        ServerProcess server = await ServerProcess.StartAsync(launch, CancellationToken.None);
        IReadOnlyList<JsonElement> replies = await RivalConversation.RepliesUntilKilledAsync(server, frames);

        IReadOnlyList<Row> rows = Rows();
        Assert.Equal(replies.Select(Row.Of), rows.Select(row => row with { ReceivedMs = 0, User = "" }));
        Assert.All(rows, row => Assert.InRange(row.ReceivedMs, begunMs, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()));
        Assert.Single(rows.Select(row => row.User).Distinct(), user => Guid.TryParse(user, out _));
    }

    [Fact]
    public async Task A_history_is_read_by_the_index()
    {
        await using (ServerProcess server = await ServerProcess.StartAsync(
            LoggingHere(RivalConversation.VariantsOrSkip("node-sqlite")[0]), CancellationToken.None))
            await RivalConversation.RepliesAsync(server.BaseUri, ["""{"timestamp":1,"relativePitch":2}"""]);

        using SqliteConnection database = Open();
        using SqliteCommand command = database.CreateCommand();
        command.CommandText =
            "explain query plan select * from prediction_logs where user_id = 'x' and created_at > 1 order by created_at, id";
        using SqliteDataReader plan = command.ExecuteReader();

        Assert.True(plan.Read());
        Assert.Contains("USING INDEX idx_prediction_logs_user", plan.GetString(3), StringComparison.Ordinal);
        Assert.False(plan.Read());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // Its own folder goes with the process.
    private ServerLaunch LoggingHere(ServerLaunch launch) => launch with
    {
        Arguments = baseUri => [.. launch.Arguments(baseUri).SkipLast(1), Path.Combine(_folder.FullName, "predictions")],
    };

    private SqliteConnection Open()
    {
        var database = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "predictions.db")};Pooling=False");
        database.Open();
        return database;
    }

    private List<Row> Rows()
    {
        using SqliteConnection database = Open();
        using SqliteCommand command = database.CreateCommand();
        command.CommandText =
            """
            select created_at, user_id, timestamp_input, relative_pitch, predicted_posture, confidence, all_probabilities, model_version
            from prediction_logs order by id
            """;
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<Row>();
        while (reader.Read())
        {
            rows.Add(new Row(
                reader.GetInt64(0) / 1000, reader.GetString(1), reader.GetDouble(2), reader.GetDouble(3), reader.GetInt32(4),
                reader.GetDouble(5), string.Join(' ', JsonSerializer.Deserialize<double[]>(reader.GetString(6))!), reader.GetString(7)));
        }
        return rows;
    }

    private sealed record Row(
        long ReceivedMs, string User, double Timestamp, double Pitch, int Posture, double Confidence, string Probabilities, string Model)
    {
        /// <summary>What belongs to a reply, but for what only the database says.</summary>
        public static Row Of(JsonElement reply) => new(
            0,
            "",
            reply.GetProperty("input_timestamp").GetDouble(),
            reply.GetProperty("input_relative_pitch").GetDouble(),
            reply.GetProperty("predicted_posture").GetInt32(),
            reply.GetProperty("confidence").GetDouble(),
            string.Join(' ', reply.GetProperty("all_probabilities").EnumerateObject().Select(field => field.Value.GetDouble())),
            reply.GetProperty("model_version").GetString()!);
    }
}
