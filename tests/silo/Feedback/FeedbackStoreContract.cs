using System.Collections.Immutable;
using Posture.Grains.Feedback;
using Posture.Grains.Interfaces.Feedback;
using Posture.Grains.Interfaces.PredictionLog;
using Posture.Grains.PredictionLog;

namespace Posture.Silo.Tests.Feedback;

/// <summary>What every feedback store does. A subclass gives it an empty store of its kind, and that of the predictions.</summary>
public abstract class FeedbackStoreContract
{
    private const long FirstMicros = 1_700_000_000_000_000;
    private const int FirstDay = (int)(FirstMicros / 86_400_000_000);

    private protected abstract IFeedbackStore Store { get; }

    private protected abstract IPredictionStore Predictions { get; }

    [Fact]
    public async Task One_prediction_is_judged_by_its_id()
    {
        await LogAsync(Records("mina", 0, 5));
        long id = (await PageAsync("mina")).Items[0].Id;

        Assert.Equal(new FeedbackTally(1, 0), await Store.NoteAsync(new FeedbackNote("mina", 5, id), 1, default));
        Assert.Equal([new PostureFeedback(5, 1, 0, 1)], (await Store.SummarizeAsync("mina", default)).Postures);
    }

    [Fact]
    public async Task All_predictions_of_a_time_are_judged_its_end_left_out()
    {
        await LogAsync(Records("mina", 0, 20));

        Assert.Equal(new FeedbackTally(10, 10), await NoteAsync("mina", posture: 3, first: 5, count: 10));
    }

    [Fact]
    public async Task Nobody_judges_the_predictions_of_somebody_else()
    {
        await LogAsync(Records("mina", 0, 5));
        long id = (await PageAsync("mina")).Items[0].Id;

        Assert.Equal(default, await Store.NoteAsync(new FeedbackNote("jun", 5, id), 1, default));
        Assert.Equal(default, await NoteAsync("jun", 5, 0, 5));
        Assert.Empty((await Store.SummarizeAsync("mina", default)).Postures);
    }

    [Fact]
    public async Task The_later_word_counts()
    {
        await LogAsync(Records("mina", 0, 10));
        await NoteAsync("mina", 5, 0, 10);
        await NoteAsync("mina", 3, 0, 4);

        Assert.Equal(
            [new PostureFeedback(3, 4, 4, 4), new PostureFeedback(5, 6, 0, 6)],
            (await Store.SummarizeAsync("mina", default)).Postures);
    }

    [Fact]
    public async Task Accuracy_is_told_by_version_with_its_coverage_and_one_busy_person_counts_once()
    {
        await LogAsync([.. Records("mina", 0, 90), .. Records("jun", 0, 10, stream: 2)]);
        await LogAsync(Records("mina", 100, 5, version: "2.0.0"));
        await NoteAsync("mina", 5, 0, 80);
        await NoteAsync("jun", 3, 0, 10);

        ImmutableArray<ModelAccuracy> accuracy = await Store.AccuracyAsync(FirstDay, FirstDay, default);

        Assert.Equal(
            [new ModelAccuracy("1.0.0", 100, 90, 10, 2, 0.5), new ModelAccuracy("2.0.0", 5, 0, 0, 0, 0)], accuracy);
        Assert.Empty(await Store.AccuracyAsync(FirstDay + 1, FirstDay + 9, default));
    }

    [Fact]
    public async Task Predictions_that_are_shipped_twice_are_counted_once()
    {
        await LogAsync(Records("mina", 0, 10));
        await LogAsync(Records("mina", 5, 10));

        Assert.Equal(15, Assert.Single(await Store.AccuracyAsync(FirstDay, FirstDay, default)).PredictionCount);
    }

    [Fact]
    public async Task The_frames_of_a_time_are_unused_until_they_are_marked()
    {
        await LogAsync(Records("mina", 0, 20));
        await NoteAsync("mina", 5, 5, 10);

        ImmutableArray<FeedbackFrame> frames = await Store.ReadUnusedAsync("mina", 5, 100, default);
        Assert.Equal(Enumerable.Range(5, 10).Select(i => i * 1000.0), frames.Select(frame => frame.Frame.TimestampMs));
        Assert.Equal(3, (await Store.ReadUnusedAsync("mina", 5, 3, default)).Length);

        await Store.MarkUsedAsync("mina", 5, frames[^1].ReceivedAtUnixMicros, default);
        Assert.Empty(await Store.ReadUnusedAsync("mina", 5, 100, default));
        Assert.Equal([new PostureFeedback(5, 10, 0, 0)], (await Store.SummarizeAsync("mina", default)).Postures);
    }

    [Fact]
    public async Task The_frames_of_one_prediction_are_those_of_its_window()
    {
        await LogAsync([.. Records("mina", 0, 30), .. Records("mina", 15, 10, stream: 2)]);
        long id = (await PageAsync("mina")).Items.Single(row => row is { Sequence: 20, StreamId: 1 }).Id;
        await Store.NoteAsync(new FeedbackNote("mina", 5, id), 1, default);

        ImmutableArray<FeedbackFrame> frames = await Store.ReadUnusedAsync("mina", 5, 100, default);

        Assert.Equal(Enumerable.Range(10, 11).Select(i => i * 1000.0), frames.Select(frame => frame.Frame.TimestampMs));
    }

    [Fact]
    public async Task A_frame_is_used_once_however_often_and_of_however_many_neighbours_it_is_said()
    {
        await LogAsync(Records("mina", 0, 30));
        LoggedPrediction[] rows = [.. (await PageAsync("mina")).Items];
        await UseAsync(rows.Single(row => row.Sequence == 20));
        Assert.Equal(0, await UseAsync(rows.Single(row => row.Sequence == 20)));

        Assert.Equal(3, await UseAsync(rows.Single(row => row.Sequence == 23)));
    }

    [Fact]
    public async Task One_frame_of_a_stream_is_judged_with_the_frames_of_its_window()
    {
        await LogAsync([.. Records("mina", 0, 30), .. Records("mina", 15, 10, stream: 2)]);
        var note = new FeedbackNote("mina", 5, null, FirstMicros, FirstMicros + 60_000_000, StreamId: 1, Sequence: 20);

        Assert.Equal(new FeedbackTally(1, 0), await Store.NoteAsync(note, 1, default));
        ImmutableArray<FeedbackFrame> frames = await Store.ReadUnusedAsync("mina", 5, 100, default);
        Assert.Equal(Enumerable.Range(10, 11).Select(i => i * 1000.0), frames.Select(frame => frame.Frame.TimestampMs));
        Assert.Equal(default, await Store.NoteAsync(note with { StreamId = 3 }, 1, default));
        Assert.Equal(default, await Store.NoteAsync(note with { Sequence = 30 }, 1, default));
        Assert.Equal(default, await Store.NoteAsync(note with { ToUnixMicros = FirstMicros + 20_000_000 }, 1, default));
    }

    [Fact]
    public async Task Feedback_goes_with_the_predictions_that_it_is_about()
    {
        await LogAsync(Records("mina", 0, 20));
        await NoteAsync("mina", 5, 0, 20);
        await Predictions.DeleteOlderAsync(FirstMicros + 15_000_000, 100, default);

        Assert.Equal(5, Assert.Single((await Store.SummarizeAsync("mina", default)).Postures).NotedCount);
    }

    // What the note on a row adds to the calibration.
    private async Task<int> UseAsync(LoggedPrediction row)
    {
        await Store.NoteAsync(new FeedbackNote("mina", 5, row.Id), 1, default);
        ImmutableArray<FeedbackFrame> frames = await Store.ReadUnusedAsync("mina", 5, 100, default);
        await Store.MarkUsedAsync("mina", 5, row.ReceivedAtUnixMicros, default);
        return frames.Length;
    }

    private static PredictionRecord[] Records(string user, int first, int count, long stream = 1, string version = "1.0.0") =>
    [
        .. Enumerable.Range(first, count).Select(i => new PredictionRecord(
            FirstMicros + i * 1_000_000L, stream, i, user, i * 1000, -12.5, 3, [0, 0, 0, 1, 0, 0, 0, 0], version, null, null)),
    ];

    private Task LogAsync(PredictionRecord[] records) => Predictions.AppendAsync(records, default);

    private Task<FeedbackTally> NoteAsync(string user, int posture, int first, int count) => Store.NoteAsync(
        new FeedbackNote(user, posture, null, FirstMicros + first * 1_000_000L, FirstMicros + (first + count) * 1_000_000L),
        nowUnixMicros: 1,
        default);

    private Task<PredictionPage> PageAsync(string user) =>
        Predictions.ReadAsync(new PredictionQuery(user, null, null, 1000, null), default);
}
