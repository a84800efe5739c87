using Microsoft.Data.Sqlite;
using Posture.Grains.Interfaces.PredictionLog;
using Posture.Grains.PredictionLog;
using Posture.Silo.Sqlite;

namespace Posture.Silo.Tests.Sqlite;

public sealed class SqliteUserIndexTests : IDisposable
{
    private readonly SqliteFolder _folder = new();
    private readonly SqliteDatabase _database;

    public SqliteUserIndexTests() => _database = _folder.MigratedPredictions();

    public static TheoryData<string> StatementsOfOneUser => new()
    {
        SqlitePredictionStore.SelectPage,
        SqliteDriftStore.SelectFrames,
        SqliteErasure.DeletePredictions,
        SqliteFeedbackStore.NoteTime,
        SqliteFeedbackStore.Unused,
    };

    [Theory]
    [MemberData(nameof(StatementsOfOneUser))]
    public void What_is_asked_of_one_user_goes_along_their_bucket(string statement)
    {
        using SqliteConnection connection = _database.Open();
        using SqliteCommand explain = connection.CreateCommand();
        explain.CommandText = "explain query plan " + statement;
        foreach (string name in ParametersOf(statement))
            explain.Parameters.AddWithValue(name, "1");
        using SqliteDataReader reader = explain.ExecuteReader();
        var steps = new List<string>();
        while (reader.Read())
            steps.Add(reader.GetString(3));

        Assert.Contains(steps, step => step.Contains("idx_prediction_logs_user (user_bucket=?", StringComparison.Ordinal));
        Assert.DoesNotContain(steps, step => step.StartsWith("SCAN prediction_logs", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("ab")]
    [InlineData("미나")]
    [InlineData("😀")]
    [InlineData("load-7999")]
    public async Task A_user_is_found_whatever_the_id_and_nobody_else_of_the_bucket_with_them(string user)
    {
        var store = new SqlitePredictionStore(_database);
        await store.AppendAsync([Row(1, user), Row(2, "x" + user), Row(3, user)], CancellationToken.None);

        PredictionPage page = await store.ReadAsync(new PredictionQuery(user, null, null, 10, null), CancellationToken.None);

        Assert.Equal([3, 1], page.Items.Select(row => row.ReceivedAtUnixMicros));
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> ParametersOf(string statement) =>
        statement.Split([' ', '\n', '(', ')', ','], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.StartsWith('$')).Distinct();

    private static PredictionRecord Row(long time, string user) => new(
        time, 1, time, user, time, -12, 3, [0, 0, 0.1f, 0.6f, 0.3f, 0, 0, 0], "2.1.0", null, null);
}
