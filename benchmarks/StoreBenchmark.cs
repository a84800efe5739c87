using BenchmarkDotNet.Attributes;
using Microsoft.Data.Sqlite;
using Posture.Grains.PredictionLog;
using Posture.Silo.Sqlite;

namespace Posture.Benchmarks;

/// <summary>
/// A batch of predictions, as the shipper gives them, into a SQLite log that holds some minutes of everybody: what a row
/// costs shows only once its neighbours in an index fill a page.
/// </summary>
public class StoreBenchmark : IDisposable
{
    // 8,000 a second for the 500 ms between two batches.
    private const int BatchRecords = 4_000;
    private const long MicrosBetween = 125;
    private const int HeldOfEach = 400;
    private const int FillingRecords = 100_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("posture-benchmark-").FullName;
    private PredictionRecord[] _batch = [];
    private SqlitePredictionStore? _store;
    private long _sequence;

    /// <summary>How many people the rows are of, in turn.</summary>
    [Params(256, 8000)]
    public int Users { get; set; } = 256;

    [GlobalSetup]
    public void Open()
    {
        var database = new SqliteDatabase(Path.Combine(_folder, $"{Guid.NewGuid():N}.db"));
        database.Migrate("Posture.Silo.Sqlite.Predictions");
        _store = new SqlitePredictionStore(database);
        foreach (PredictionRecord[] chunk in Next(Users * HeldOfEach).Chunk(FillingRecords))
            _store.AppendAsync(chunk, CancellationToken.None).Wait();
    }

    [IterationSetup]
    public void Gather() => _batch = [.. Next(BatchRecords)];

    [Benchmark(OperationsPerInvoke = BatchRecords)]
    public Task Append() => _store!.AppendAsync(_batch, CancellationToken.None);

    // Everybody in turn.
    private IEnumerable<PredictionRecord> Next(int count)
    {
        for (int i = 0; i < count; i++, _sequence++)
        {
            long user = _sequence % Users;
            yield return new PredictionRecord(
                1_700_000_000_000_000 + _sequence * MicrosBetween, user, _sequence, $"load-{user}", _sequence, -25.73, 3,
                [0.1f, 0.05f, 0.15f, 0.42f, 0.08f, 0.07f, 0.07f, 0.06f], "2.1.0", "127.0.0.1", "benchmark/1.0");
        }
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
