using Microsoft.Extensions.Logging.Abstractions;
using Posture.Grains.PredictionLog;

namespace Posture.Grains.Tests.PredictionLog;

public sealed class SpoolFlushTests : IDisposable
{
    private readonly SpoolFolder _folder = new();
    private readonly PredictionSpool _spool;
    private readonly SpoolFlush _flush;

    public SpoolFlushTests()
    {
        _spool = _folder.Open();
        _flush = new SpoolFlush(
            _spool, new SpoolDirectory(_folder.Path), TimeProvider.System, NullLogger<SpoolFlush>.Instance);
    }

    public void Dispose()
    {
        _spool.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task It_waits_until_all_of_the_past_is_off_the_disk()
    {
        _spool.Append(PredictionRecords.Numbered(1));
        string[] before = _folder.Segments;
        Task<bool> flushing = _flush.ShipAsync(CancellationToken.None);
        _spool.Append(PredictionRecords.Numbered(2));
        Assert.False(flushing.IsCompleted);

        _spool.Release(_spool.Peek(100));
        Assert.True(await flushing);
        Assert.All(before, segment => Assert.False(File.Exists(segment)));
        Assert.Equal([2], PredictionRecords.Sequences(_spool.Peek(100).Records));
    }

    [Fact]
    public async Task It_gives_up_when_the_store_takes_nothing()
    {
        _spool.Append(PredictionRecords.Numbered(1));
        using var limit = new CancellationTokenSource();
        Task<bool> flushing = _flush.ShipAsync(limit.Token);
        await limit.CancelAsync();

        Assert.False(await flushing);
    }

    [Fact]
    public async Task An_empty_spool_has_nothing_to_wait_for() => Assert.True(await _flush.ShipAsync(CancellationToken.None));

    [Fact]
    public void A_name_is_struck_out_of_damaged_segments_and_others_stay()
    {
        string damaged = Path.Combine(_folder.Path, "1.spool.damaged");
        File.WriteAllText(damaged, "…\u0004mina…\u0005mina2…\u0003jun…\u0004mina");
        _flush.ForgetDamaged("mina");

        Assert.Equal("…\u0004\0\0\0\0…\u0005mina2…\u0003jun…\u0004\0\0\0\0", File.ReadAllText(damaged));
    }
}
