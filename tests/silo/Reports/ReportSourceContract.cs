using Posture.Grains.Connections;
using Posture.Grains.Feedback;
using Posture.Grains.Interfaces.Feedback;
using Posture.Grains.PredictionLog;
using Posture.Grains.Reports;
using Posture.Silo.Tests.Connections;

namespace Posture.Silo.Tests.Reports;

/// <summary>What every store counts for reports. A subclass gives it empty stores of its kind.</summary>
public abstract class ReportSourceContract
{
    private protected abstract IPredictionStore Predictions { get; }

    private protected abstract IFeedbackStore Feedback { get; }

    private protected abstract IConnectionStore Connections { get; }

    private protected abstract IReportSource Source { get; }

    [Fact]
    public async Task Predictions_are_counted_by_posture_version_and_tenth_of_confidence()
    {
        await LogAsync(
            [.. Records("mina", 0, 10, 0.6f), .. Records("jun", 5, 2, 1f), .. Records("jun", 7, 1, 0f), .. Records("late", 50, 3, 0.6f)]);

        PredictionCount[] counts = [.. (await Source.CountPredictionsAsync(Micros(0), Micros(50), default)).OrderBy(one => one.Decile)];

        Assert.Equal([(3, "1.0.0", 0, 1L), (3, "1.0.0", 6, 10L), (3, "1.0.0", 9, 2L)], counts.Select(one => (one.Posture, one.ModelVersion, one.Decile, one.Count)));
        Assert.Equal([0, 6, 2], counts.Select(one => Math.Round(one.ConfidenceSum, 4)));
        Assert.Equal(2, await Source.CountUsersAsync(Micros(0), Micros(50), default));
    }

    [Fact]
    public async Task The_end_of_a_range_is_not_in_it()
    {
        await LogAsync([.. Records("mina", 0, 10, 0.6f)]);

        Assert.Equal(5, (await Source.CountPredictionsAsync(Micros(3), Micros(8), default)).Sum(one => one.Count));
        Assert.Empty(await Source.CountPredictionsAsync(Micros(10), Micros(20), default));
        Assert.Equal(0, await Source.CountUsersAsync(Micros(10), Micros(20), default));
    }

    [Fact]
    public async Task Connections_are_counted_where_they_began_and_where_they_ended()
    {
        await Connections.RecordAsync(
            [
                Entries.Open("mina", at: Micros(0)).Ended("1000", Micros(60)), Entries.Open("jun", at: Micros(10)).Ended("lost", Micros(20)),
                Entries.Open("ara", at: Micros(30)), Entries.Open("yuna", at: Micros(100)).Ended("1000", Micros(110)),
            ],
            default);

        Assert.Equal([new GroupCount("v1", 3)], await Source.CountOpenedAsync(Micros(0), Micros(100), default));
        Assert.Equal([new GroupCount("lost", 1)], await Source.CountEndedAsync(Micros(0), Micros(60), default));
        Assert.Equal([new GroupCount("1000", 2)], await Source.CountEndedAsync(Micros(60), Micros(200), default));
    }

    [Fact]
    public async Task Feedback_is_counted_at_the_time_of_the_prediction_and_each_person_once()
    {
        await LogAsync([.. Records("mina", 0, 10, 0.6f), .. Records("jun", 0, 4, 0.6f)]);
        await SayAsync("mina", 3, 0, 8);
        await SayAsync("mina", 5, 8, 10);
        await SayAsync("jun", 5, 0, 2);

        JudgedCount[] judged = [.. (await Source.CountJudgedAsync(Micros(0), Micros(50), default)).OrderBy(one => one.Posture)];
        JudgingPeople judges = Assert.Single(await Source.CountJudgesAsync(Micros(0), Micros(50), default));

        Assert.Equal([new JudgedCount("1.0.0", 3, 8, 8), new JudgedCount("1.0.0", 5, 4, 0)], judged);
        Assert.Equal(("1.0.0", 2), (judges.ModelVersion, judges.People));
        Assert.Equal(0.4, judges.MeanPersonAccuracy, 1e-9);
        Assert.Empty(await Source.CountJudgedAsync(Micros(10), Micros(50), default));
        Assert.Empty(await Source.CountJudgesAsync(Micros(10), Micros(50), default));
    }

    private static long Micros(int second) => Entries.Begin + second * Entries.Second;

    private static PredictionRecord[] Records(string user, int first, int count, float confidence) =>
    [
        .. Enumerable.Range(first, count).Select(sequence => new PredictionRecord(
            Micros(sequence), user.Length, sequence, user, sequence * 1000, -12.5, 3, [0, 0, 0, confidence, 0, 0, 0, 0], "1.0.0", null, null)),
    ];

    private Task LogAsync(PredictionRecord[] records) => Predictions.AppendAsync(records, default);

    private Task<FeedbackTally> SayAsync(string user, int posture, int from, int to) =>
        Feedback.NoteAsync(new FeedbackNote(user, posture, null, Micros(from), Micros(to)), Micros(100), default);
}
