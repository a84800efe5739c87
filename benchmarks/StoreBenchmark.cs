using BenchmarkDotNet.Attributes;
using Microsoft.Data.Sqlite;
using Posture.Grains.PredictionLog;
using Posture.Silo.Sqlite;

namespace Posture.Benchmarks;

/// <summary>A batch of predictions, as the shipper gives them, into the SQLite log.</summary>
public class StoreBenchmark : IDisposable
{
    private const int BatchRecords = 5_000;
    private const long MicrosBetween = 28;

    private readonly string _folder = Directory.CreateTempSubdirectory("posture-benchmark-").FullName;
    private readonly PredictionRecord[] _batch = new PredictionRecord[BatchRecords];
    private SqlitePredictionStore? _store;
    private long _sequence;

    /// <summary>How many people the rows are of: each has a page of the index by user to be written.</summary>
    [Params(256, 8000)]
    public int Users { get; set; } = 256;

    [GlobalSetup]
    public void Open()
    {
        var database = new SqliteDatabase(Path.Combine(_folder, $"{Guid.NewGuid():N}.db"));
        database.Migrate("Posture.Silo.Sqlite.Predictions");
        _store = new SqlitePredictionStore(database);
    }

    [IterationSetup]
    public void Fill()
    {
        for (int i = 0; i < BatchRecords; i++, _sequence++)
        {
            int user = Random.Shared.Next(Users);
            _batch[i] = new PredictionRecord(
                1_700_000_000_000_000 + _sequence * MicrosBetween, user, _sequence, $"load-{user}", _sequence, -25.73, 3,
                [0.1f, 0.05f, 0.15f, 0.42f, 0.08f, 0.07f, 0.07f, 0.06f], "2.1.0", "127.0.0.1", "benchmark/1.0");
        }
    }

    [Benchmark(OperationsPerInvoke = BatchRecords)]
    public Task Append() => _store!.AppendAsync(_batch, CancellationToken.None);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
