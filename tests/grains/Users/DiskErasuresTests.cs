using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.TestingHost;
using Posture.Grains.Alerts;
using Posture.Grains.PredictionLog;
using Posture.Grains.Tests.PredictionLog;
using Posture.Grains.Users;

namespace Posture.Grains.Tests.Users;

/// <summary>Two silos, each with a spool that nobody empties but the test.</summary>
public sealed class DiskErasuresTests : IAsyncLifetime
{
    private readonly SpoolFolder[] _folders = [new(), new()];
    private readonly AlertChannelSpy _channel = new();
    private InProcessTestCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        int silos = -1;
        var builder = new InProcessTestClusterBuilder(initialSilosCount: 2);
        builder.ConfigureSilo((_, silo) =>
        {
            SpoolFolder folder = _folders[Interlocked.Increment(ref silos)];
            silo.AddDiskErasure().Services
                .AddSingleton(_ => folder.Open())
                .AddSingleton<IAlertChannel>(_channel)
                .AddSingleton(services => new SpoolFlush(
                    services.GetRequiredService<PredictionSpool>(), new SpoolDirectory(folder.Path), TimeProvider.System,
                    NullLogger<SpoolFlush>.Instance));
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
        foreach (SpoolFolder folder in _folders)
            folder.Dispose();
    }

    [Fact]
    public async Task What_waits_on_any_living_silo_is_shipped_first()
    {
        PredictionSpool[] spools = [Service<PredictionSpool>(0), Service<PredictionSpool>(1)];
        foreach (PredictionSpool spool in spools)
            spool.Append(PredictionRecords.Numbered(1));
        Task<bool> erasing = Service<DiskErasures>(0).EraseAsync("mina", CancellationToken.None);
        spools[0].TakeAll();
        Assert.False(erasing.IsCompleted);
        while (!erasing.IsCompleted)
        {
            foreach (PredictionSpool spool in spools)
                spool.TakeAll();
            await Task.Yield();
        }

        Assert.True(await erasing);
        Assert.Equal(["mina"], _channel.Forgotten);
    }

    [Fact]
    public async Task A_name_is_struck_out_of_damaged_segments_everywhere()
    {
        foreach (SpoolFolder folder in _folders)
            await File.WriteAllTextAsync(Path.Combine(folder.Path, "1.spool.damaged"), "…\u0004mina…");

        Assert.True(await Service<DiskErasures>(0).EraseAsync("mina", CancellationToken.None));

        Assert.All(_folders, folder => Assert.Equal("…\u0004\0\0\0\0…", File.ReadAllText(Assert.Single(folder.Damaged))));
    }

    [Fact]
    public async Task A_silo_that_cannot_ship_in_time_leaves_it_unfinished()
    {
        Service<PredictionSpool>(1).Append(PredictionRecords.Numbered(1));
        using var limit = new CancellationTokenSource();
        Task<bool> erasing = Service<DiskErasures>(0).EraseAsync("mina", limit.Token);
        await limit.CancelAsync();

        Assert.False(await erasing);
    }

    private T Service<T>(int silo)
        where T : notnull => _cluster.Silos[silo].ServiceProvider.GetRequiredService<T>();
}
