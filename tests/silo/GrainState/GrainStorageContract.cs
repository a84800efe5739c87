using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Orleans.TestingHost;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Interfaces.Users;
using Posture.Grains.Users;

namespace Posture.Silo.Tests.GrainState;

/// <summary>Orleans' ADO.NET provider over the project's own SQL. A subclass sets it up as the server does.</summary>
public abstract class GrainStorageContract : IAsyncLifetime
{
    private const string StateName = "user";

    private InProcessTestCluster _cluster = null!;

    private IGrainStorage Storage =>
        _cluster.Silos[0].ServiceProvider.GetRequiredKeyedService<IGrainStorage>(GrainStorage.Name);

    public async ValueTask InitializeAsync()
    {
        await PrepareAsync();
        _cluster = await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
            await StopAsync();
        await CleanUpAsync();
        GC.SuppressFinalize(this);
    }

    private protected abstract Task PrepareAsync();

    private protected abstract Task CleanUpAsync();

    private protected abstract void ConfigureHost(IServiceCollection services);

    private protected abstract void ConfigureSilo(ISiloBuilder silo);

    [Fact]
    public async Task A_grain_never_written_has_no_state()
    {
        GrainState<UserRecord> state = await ReadAsync("mina");

        Assert.False(state.RecordExists);
        Assert.Null(state.ETag);
    }

    [Theory]
    [InlineData("mina")]
    [InlineData("mina' or '1'='1")]
    [InlineData("mina\";drop table OrleansStorage;--")]
    [InlineData("미나")]
    [InlineData("a/b+c d%20")]
    public async Task What_was_written_is_read_whatever_the_id(string id)
    {
        await WriteAsync(id, Record(1), etagOf: null);
        await WriteAsync("somebody-else", Record(2), etagOf: null);

        Assert.Equal(Json(Record(1)), Json((await ReadAsync(id)).State));
        Assert.Equal(Json(Record(2)), Json((await ReadAsync("somebody-else")).State));
    }

    [Fact]
    public async Task Every_write_needs_the_version_that_is_stored()
    {
        GrainState<UserRecord> mine = await ReadAsync("mina"), theirs = await ReadAsync("mina");
        mine.State = Record(1);
        await Storage.WriteStateAsync(StateName, Id("mina"), mine);
        theirs.State = Record(2);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync(StateName, Id("mina"), theirs));

        theirs = await ReadAsync("mina");
        mine.State = Record(3);
        await Storage.WriteStateAsync(StateName, Id("mina"), mine);
        theirs.State = Record(4);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync(StateName, Id("mina"), theirs));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.ClearStateAsync(StateName, Id("mina"), theirs));
        Assert.Equal(Json(Record(3)), Json((await ReadAsync("mina")).State));
    }

    [Fact]
    public async Task Of_two_first_writes_at_once_one_wins()
    {
        await Parallel.ForAsync(0, 20, async (i, _) =>
        {
            string id = $"user-{i}";
            Task<bool>[] writes = [.. Enumerable.Range(1, 4).Select(n => Task.Run(() => TryWriteAsync(id, Record(n))))];
            Assert.Single(await Task.WhenAll(writes), won => won);
        });
    }

    [Fact]
    public async Task A_cleared_grain_is_empty_and_can_be_written_again()
    {
        GrainState<UserRecord> state = await WriteAsync("mina", Record(1), etagOf: null);
        await Storage.ClearStateAsync(StateName, Id("mina"), state);
        Assert.False((await ReadAsync("mina")).RecordExists);

        await WriteAsync("mina", Record(2), etagOf: await ReadAsync("mina"));
        Assert.Equal(Json(Record(2)), Json((await ReadAsync("mina")).State));
    }

    [Fact]
    public async Task State_outlives_the_silo()
    {
        await WriteAsync("mina", Record(1), etagOf: null);
        await StopAsync();
        _cluster = await StartAsync();

        GrainState<UserRecord> state = await ReadAsync("mina");
        Assert.Equal(Json(Record(1)), Json(state.State));
        await WriteAsync("mina", Record(2), etagOf: state);
        Assert.Equal(Json(Record(2)), Json((await ReadAsync("mina")).State));
    }

    private static UserRecord Record(long seen) => new()
    {
        FirstSeenUnixMs = seen,
        LastSeenUnixMs = 1_700_000_000_123,
        LastPrediction = new TimedPrediction(
            new Prediction(2, 0.85f, [0, 0.05f, 0.85f, 0.1f, 0, 0, 0, 0], "1.0.0"), new PitchFrame(15_420.5, -25.73), 7),
    };

    private static string Json(UserRecord? record) => JsonSerializer.Serialize(record);

    private static GrainId Id(string key) => GrainId.Create("user", key);

    private async Task<GrainState<UserRecord>> ReadAsync(string key)
    {
        var state = new GrainState<UserRecord>(new UserRecord());
        await Storage.ReadStateAsync(StateName, Id(key), state);
        return state;
    }

    private async Task<GrainState<UserRecord>> WriteAsync(string key, UserRecord record, GrainState<UserRecord>? etagOf)
    {
        var state = new GrainState<UserRecord>(record, etagOf?.ETag);
        await Storage.WriteStateAsync(StateName, Id(key), state);
        return state;
    }

    private async Task<bool> TryWriteAsync(string key, UserRecord record)
    {
        try
        {
            await WriteAsync(key, record, etagOf: null);
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }

    private async Task<InProcessTestCluster> StartAsync()
    {
        var builder = new InProcessTestClusterBuilder(initialSilosCount: 1);
        // Part of every row's key: the same for a silo that comes back.
        builder.Options.ServiceId = "posture";
        builder.ConfigureSiloHost((_, host) => ConfigureHost(host.Services));
        builder.ConfigureSilo((_, silo) => ConfigureSilo(silo));
        InProcessTestCluster cluster = builder.Build();
        await cluster.DeployAsync();
        return cluster;
    }

    private async Task StopAsync()
    {
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
    }
}
