using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Posture.Silo.Hosting;
using Posture.Silo.Sqlite;

namespace Posture.Silo.Tests.Sqlite;

/// <summary>A data folder of its own with the SQLite files in it, gone when the test is.</summary>
internal sealed class SqliteFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("posture-sqlite-").FullName;

    public DataDirectory Data => DataDirectory.Open(new ConfigurationBuilder()
        .AddInMemoryCollection([KeyValuePair.Create(DataDirectory.Key, (string?)_path)])
        .Build());

    public SqliteDatabase Database(string file) => new(Path.Combine(_path, file));

    /// <summary>The file of the predictions with the project's tables.</summary>
    public SqliteDatabase MigratedPredictions()
    {
        SqliteDatabase database = Database("predictions.db");
        database.Migrate("Posture.Silo.Sqlite.Predictions");
        return database;
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_path, recursive: true);
    }
}
