using Microsoft.Data.Sqlite;
using Posture.Grains.PredictionLog;

namespace Posture.Silo.Sqlite;

/// <summary>Counts the predictions of a batch by day and model version, in the batch's own transaction.</summary>
internal sealed class SqliteModelMetrics
{
    private const long MicrosPerDay = 86_400_000_000;

    private const string Add = """
        insert into model_metrics (day, model_version, predictions, confidence_sum)
        values ($day, $model_version, $predictions, $confidence_sum)
        on conflict (day, model_version) do update
            set predictions = predictions + excluded.predictions, confidence_sum = confidence_sum + excluded.confidence_sum
        """;

    private readonly Dictionary<(long Day, string Version), (int Predictions, double ConfidenceSum)> _counts = [];

    public void Count(PredictionRecord record)
    {
        (long, string) key = (record.ReceivedAtUnixMicros / MicrosPerDay, record.ModelVersion);
        (int predictions, double confidenceSum) = _counts.GetValueOrDefault(key);
        _counts[key] = (predictions + 1, confidenceSum + record.Confidence);
    }

    public void Store(SqliteConnection connection, SqliteTransaction transaction)
    {
        foreach (((long day, string version), (int predictions, double confidenceSum)) in _counts)
        {
            using SqliteCommand add = connection.CreateCommand();
            add.Transaction = transaction;
            add.CommandText = Add;
            add.Parameters.AddWithValue("$day", day);
            add.Parameters.AddWithValue("$model_version", version);
            add.Parameters.AddWithValue("$predictions", predictions);
            add.Parameters.AddWithValue("$confidence_sum", confidenceSum);
            add.ExecuteNonQuery();
        }
    }
}
