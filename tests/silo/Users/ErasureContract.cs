using Posture.Grains.Connections;
using Posture.Grains.Devices;
using Posture.Grains.Feedback;
using Posture.Grains.Interfaces.Connections;
using Posture.Grains.Interfaces.Devices;
using Posture.Grains.Interfaces.Feedback;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.PredictionLog;
using Posture.Grains.PredictionLog;
using Posture.Grains.Users;
using Posture.Silo.Tests.Connections;

namespace Posture.Silo.Tests.Users;

/// <summary>What every erasure does. A subclass gives it stores of its kind.</summary>
public abstract class ErasureContract
{
    private const long FirstMicros = 1_700_000_000_000_000;

    // More than any store deletes in one step.
    private const int ManyRows = 20_001;

    private protected abstract IErasure Erasure { get; }

    private protected abstract IPredictionStore Predictions { get; }

    private protected abstract IFeedbackStore Feedback { get; }

    private protected abstract IConnectionStore Connections { get; }

    private protected abstract Task<IReadOnlyList<ConnectionRow>> ConnectionRowsAsync();

    private protected abstract IDeviceStore Devices { get; }

    [Fact]
    public async Task Predictions_and_feedback_of_the_user_go_and_those_of_others_stay()
    {
        await LogAsync("mina", stream: 1, ManyRows);
        await LogAsync("jun", stream: 2, 10);

        Assert.True(await Erasure.EraseAsync("mina", CancellationToken.None));

        Assert.Empty((await PageAsync("mina")).Items);
        Assert.Empty((await Feedback.SummarizeAsync("mina", CancellationToken.None)).Postures);
        Assert.Equal(10, (await PageAsync("jun")).Items.Length);
        Assert.Equal(10, Assert.Single((await Feedback.SummarizeAsync("jun", CancellationToken.None)).Postures).NotedCount);
    }

    [Fact]
    public async Task Connections_of_the_user_go_and_what_a_frontend_still_has_of_them_does_not_bring_them_back()
    {
        ConnectionEntry known = Entries.Open("mina"), waiting = Entries.Open("mina", at: FirstMicros + 1), other = Entries.Open("jun");
        await RecordAsync(known, other);

        Assert.True(await Erasure.EraseAsync("mina", CancellationToken.None));
        await RecordAsync(known.Ended("4410", FirstMicros + 2), waiting, other.Ended("1000", FirstMicros + 3));

        Assert.Equal(["jun"], (await ConnectionRowsAsync()).Select(row => row.User));
    }

    [Fact]
    public async Task Who_was_erased_and_begins_anew_is_logged_again()
    {
        Assert.True(await Erasure.EraseAsync("mina", CancellationToken.None));
        await RecordAsync(Entries.Open("mina", at: UnixMicros.From(TimeProvider.System.GetUtcNow()) + 1));
        Assert.Equal(["mina"], (await ConnectionRowsAsync()).Select(row => row.User));

        await Connections.ForgetErasuresAsync(UnixMicros.From(TimeProvider.System.GetUtcNow()) + 1, CancellationToken.None);
        await RecordAsync(Entries.Open("mina"));
        Assert.Equal(2, (await ConnectionRowsAsync()).Count);
    }

    [Fact]
    public async Task Devices_of_the_user_go_with_their_tokens_and_those_of_others_stay()
    {
        await Devices.AddAsync(new NewDevice("mina", "watch", "a1"), 1, 10, CancellationToken.None);
        await Devices.AddAsync(new NewDevice("jun", "watch", "b2"), 1, 10, CancellationToken.None);

        Assert.True(await Erasure.EraseAsync("mina", CancellationToken.None));

        Assert.Equal(["b2"], (await Devices.OwnersAsync(["a1", "b2"], CancellationToken.None)).Keys);
        Assert.Equal("jun", Assert.Single((await Devices.ListAsync(new DeviceQuery(null, 10, null), CancellationToken.None)).Items).UserId);
    }

    [Fact]
    public async Task Somebody_who_is_not_there_is_erased_as_well() =>
        Assert.True(await Erasure.EraseAsync("nobody", CancellationToken.None));

    private Task RecordAsync(params ConnectionEntry[] entries) => Connections.RecordAsync(entries, CancellationToken.None);

    private async Task LogAsync(string user, long stream, int count)
    {
        await Predictions.AppendAsync(
            [
                .. Enumerable.Range(0, count).Select(i => new PredictionRecord(
                    FirstMicros + i * 1_000L, stream, i, user, i, -12.5, 3, [0, 0, 0, 1, 0, 0, 0, 0], "1.0.0", null, null)),
            ],
            CancellationToken.None);
        await Feedback.NoteAsync(
            new FeedbackNote(user, 5, null, FirstMicros, FirstMicros + 10_000), nowUnixMicros: 1, CancellationToken.None);
    }

    private Task<PredictionPage> PageAsync(string user) =>
        Predictions.ReadAsync(new PredictionQuery(user, null, null, 1000, null), CancellationToken.None);
}
