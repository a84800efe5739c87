using Posture.Grains.Drift;
using Posture.Grains.PredictionLog;

namespace Posture.Silo.Tests.Drift;

/// <summary>What every store gives to measure drift with. A subclass gives it an empty store of its kind.</summary>
public abstract class DriftStoreContract
{
    private const int All = 1_000;

    private protected abstract IPredictionStore Predictions { get; }

    private protected abstract IDriftStore Store { get; }

    [Fact]
    public async Task Every_user_of_the_range_is_drawn_once_while_there_is_room()
    {
        await AppendAsync([.. Records("mina", 0, 20), .. Records("jun", 10, 5), .. Records("late", 50, 5)]);

        Assert.Equal(["jun", "mina"], (await SampleAsync(0, 40, All)).Order());
        Assert.Equal(["mina"], await SampleAsync(0, 10, All));
        Assert.Empty(await SampleAsync(30, 40, All));
    }

    [Fact]
    public async Task A_sample_is_no_larger_than_asked_for_and_not_always_the_same()
    {
        await AppendAsync([.. Enumerable.Range(0, 20).SelectMany(user => Records($"user-{user}", user, 1))]);

        var drawn = new HashSet<string>();
        for (int draw = 0; draw < 50; draw++)
        {
            IReadOnlyList<string> sample = await SampleAsync(0, 40, 3);
            Assert.Equal(3, sample.Distinct().Count());
            drawn.UnionWith(sample);
        }

        Assert.True(drawn.Count > 3);
    }

    [Fact]
    public async Task The_newest_frames_come_in_the_order_of_arrival()
    {
        await AppendAsync([.. Records("mina", 0, 20), .. Records("jun", 0, 20)]);

        Assert.Equal([15, 16, 17, 18, 19], await FramesAsync("mina", 0, 40, 5));
        Assert.Equal([3, 4], await FramesAsync("mina", 3, 5, All));
        Assert.Empty(await FramesAsync("nobody", 0, 40, All));
    }

    [Fact]
    public async Task A_frame_is_what_was_logged()
    {
        await AppendAsync(Record("mina", 7) with { PitchDegrees = -25.73, StreamId = long.MaxValue });

        LoggedFrame frame = Assert.Single(await Store.ReadFramesAsync("mina", Micros(0), Micros(40), All, CancellationToken.None));
        Assert.Equal(new LoggedFrame(long.MaxValue, 7, 7_000, -25.73, 3, "1.0.0"), frame);
    }

    private static PredictionRecord Record(string user, int sequence) => new(
        Micros(sequence), user.Length, sequence, user, sequence * 1000, -12.5, 3,
        [0, 0, 0.1f, 0.6f, 0.3f, 0, 0, 0], "1.0.0", null, null);

    private static PredictionRecord[] Records(string user, int first, int count) =>
        [.. Enumerable.Range(first, count).Select(sequence => Record(user, sequence))];

    private static long Micros(int second) => 1_700_000_000_000_000 + second * 1_000_000L;

    private Task AppendAsync(params PredictionRecord[] records) => Predictions.AppendAsync(records, CancellationToken.None);

    private Task<IReadOnlyList<string>> SampleAsync(int fromSecond, int toSecond, int limit) =>
        Store.SampleUsersAsync(Micros(fromSecond), Micros(toSecond), limit, CancellationToken.None);

    private async Task<IEnumerable<long>> FramesAsync(string user, int fromSecond, int toSecond, int limit) =>
        (await Store.ReadFramesAsync(user, Micros(fromSecond), Micros(toSecond), limit, CancellationToken.None))
            .Select(frame => frame.Sequence);
}
