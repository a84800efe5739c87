using Microsoft.Extensions.DependencyInjection;
using Posture.Silo.Sqlite;
using Posture.Silo.Tests.GrainState;

namespace Posture.Silo.Tests.Sqlite;

public sealed class SqliteGrainStorageTests : GrainStorageContract
{
    private readonly SqliteFolder _folder = new();

    private protected override Task PrepareAsync() => Task.CompletedTask;

    private protected override Task CleanUpAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    private protected override void ConfigureHost(IServiceCollection services) => services.AddSqlite(_folder.Data);

    private protected override void ConfigureSilo(ISiloBuilder silo) => silo.AddSqliteGrainStorage(_folder.Data);
}
