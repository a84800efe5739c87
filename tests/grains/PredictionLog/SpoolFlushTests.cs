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
    public void Damaged_segments_that_name_the_user_are_deleted()
    {
        string theirs = Path.Combine(_folder.Path, "1.spool.damaged"), others = Path.Combine(_folder.Path, "2.spool.damaged");
        File.WriteAllText(theirs, "…mina…");
        File.WriteAllText(others, "…jun…");
        _flush.ForgetDamaged("mina");

        Assert.False(File.Exists(theirs));
        Assert.True(File.Exists(others));
    }
}
