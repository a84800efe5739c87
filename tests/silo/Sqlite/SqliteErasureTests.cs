using Microsoft.Data.Sqlite;
using Posture.Grains.Connections;
using Posture.Grains.Devices;
using Posture.Grains.Feedback;
using Posture.Grains.PredictionLog;
using Posture.Grains.Users;
using Posture.Silo.Sqlite;
using Posture.Silo.Tests.Connections;
using Posture.Silo.Tests.Users;

namespace Posture.Silo.Tests.Sqlite;

public sealed class SqliteErasureTests : ErasureContract, IDisposable
{
    private readonly SqliteFolder _folder = new();
    private readonly SqliteErasure _erasure;
    private readonly SqliteDatabase _predictions;

    public SqliteErasureTests()
    {
        _predictions = _folder.MigratedPredictions();
        Predictions = new SqlitePredictionStore(_predictions);
        Feedback = new SqliteFeedbackStore(_predictions);
        Devices = new SqliteDeviceStore(_predictions);
        Connections = new SqliteConnectionStore(_predictions);
        _erasure = new SqliteErasure(_predictions, _folder.Database("grains.db"), TimeProvider.System);
    }

    private protected override IErasure Erasure => _erasure;

    private protected override IPredictionStore Predictions { get; }

    private protected override IFeedbackStore Feedback { get; }

    private protected override IConnectionStore Connections { get; }
    private protected override IDeviceStore Devices { get; }

    public void Dispose()
    {
        _erasure.Dispose();
        _folder.Dispose();
    }

    private protected override async Task<IReadOnlyList<ConnectionRow>> ConnectionRowsAsync()
    {
        await using SqliteConnection connection = _predictions.Open();
        return await ConnectionRow.ReadAsync(connection, ConnectionRow.SqliteEnd);
    }
}
