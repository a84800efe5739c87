using System.Collections.Immutable;
using System.Text;
using Microsoft.Data.Sqlite;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.PredictionLog;
using SQLitePCL;

namespace Posture.Silo.Sqlite;

/// <summary>
/// The statement that writes a prediction, prepared once a batch. It speaks to SQLite itself: the parameters of ADO.NET look
/// each of their names up again for every row, at several times the cost of the row.
/// </summary>
internal sealed class SqlitePredictionInsert : IDisposable
{
    // The pages at the ends of all users' rows; what SQLite takes by itself has room for a few hundred users.
    private const string Cache = "pragma cache_size = -16384";

    private const string Insert = """
        insert into prediction_logs
            (created_at, user_id, stream_id, seq, timestamp_input, relative_pitch, predicted_posture, confidence,
             all_probabilities, model_version, client_ip, user_agent, shadow_version, shadow_posture, shadow_confidence)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (created_at, stream_id, seq) do nothing
        """;

    private const int ParameterCount = 15;

    // Longer than eight probabilities, and than any text of a record, which the spool cuts at 255 bytes.
    private readonly byte[] _text = new byte[512];
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    // What the row before left bound, the texts by parameter, as a fresh statement has nothing but nulls: most of it is the
    // same for the next row.
    private readonly string?[] _texts = new string?[ParameterCount + 1];
    private ShadowPrediction? _shadow;

    /// <summary>Prepares it on an open connection, which has a transaction under way.</summary>
    public SqlitePredictionInsert(SqliteConnection connection)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_exec(_database, Cache));
        Check(raw.sqlite3_prepare_v2(_database, Insert, out _statement));
    }

    /// <summary>Writes a row; false when it was there before.</summary>
    /// <exception cref="SqliteException">SQLite refused it.</exception>
    public bool Write(PredictionRecord record)
    {
        Check(raw.sqlite3_reset(_statement));
        Bind(1, record.ReceivedAtUnixMicros);
        Bind(2, record.UserId);
        Bind(3, record.StreamId);
        Bind(4, record.Sequence);
        Bind(5, record.TimestampMs);
        Bind(6, record.PitchDegrees);
        Bind(7, record.Posture);
        Bind(8, record.Confidence);
        Bind(9, record.Probabilities);
        Bind(10, record.ModelVersion);
        Bind(11, record.ClientIp);
        Bind(12, record.UserAgent);
        Bind(record.Shadow);
        Check(raw.sqlite3_step(_statement));
        return raw.sqlite3_changes(_database) > 0;
    }

    public void Dispose() => _statement.Dispose();

    private void Bind(int parameter, long? value) => Check(value is { } number
        ? raw.sqlite3_bind_int64(_statement, parameter, number)
        : raw.sqlite3_bind_null(_statement, parameter));

    private void Bind(int parameter, double? value) => Check(value is { } number
        ? raw.sqlite3_bind_double(_statement, parameter, number)
        : raw.sqlite3_bind_null(_statement, parameter));

    private void Bind(int parameter, string? value)
    {
        if (value == _texts[parameter])
            return;
        _texts[parameter] = value;
        Check(value is null
            ? raw.sqlite3_bind_null(_statement, parameter)
            : raw.sqlite3_bind_text(_statement, parameter, _text.AsSpan(0, Encoding.UTF8.GetBytes(value, _text))));
    }

    private void Bind(ShadowPrediction? shadow)
    {
        if (shadow == _shadow)
            return;
        _shadow = shadow;
        Bind(13, shadow?.ModelVersion);
        Bind(14, shadow?.Posture);
        Bind(15, shadow?.Confidence);
    }

    private void Bind(int parameter, ImmutableArray<float> values)
    {
        int length = 0;
        foreach (float value in values)
        {
            _text[length] = (byte)(length == 0 ? '[' : ',');
            length += 1 + ProbabilityText.Write(value, _text.AsSpan(length + 1));
        }

        _text[length++] = (byte)']';
        Check(raw.sqlite3_bind_text(_statement, parameter, _text.AsSpan(0, length)));
    }

    private void Check(int result)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_DONE))
            SqliteException.ThrowExceptionForRC(result, _database);
    }
}
