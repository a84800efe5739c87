using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Interfaces.Models;
using Posture.Grains.Models;
using Posture.Grains.PredictionLog;

namespace Posture.Silo.Tests.Models;

/// <summary>What every store knows of shadows. A subclass gives it an empty store of its kind.</summary>
public abstract class ShadowStoreContract
{
    private const string Candidate = "2.1.0";

    private int _sequence;

    private protected abstract IPredictionStore Predictions { get; }

    private protected abstract IShadowStore Store { get; }

    [Fact]
    public async Task Without_predictions_there_is_nothing_to_say()
    {
        await AppendAsync(Record("mina", 3, shadow: null));
        AgreementReport report = await CompareAsync();

        Assert.Equal((0, 0, null, null, null, null), (
            report.Predictions, report.People, report.Agreement, report.MeanPersonAgreement, report.MeanActiveConfidence,
            report.MeanShadowConfidence));
        Assert.Empty(report.ActiveVersions);
    }

    [Fact]
    public async Task The_matrix_has_the_active_posture_as_row_and_the_shadows_as_column()
    {
        await AppendAsync(Record("mina", 3, shadow: 3), Record("mina", 3, shadow: 3), Record("mina", 3, shadow: 7), Record("jun", 0, shadow: 7));
        AgreementReport report = await CompareAsync();

        Assert.Equal((4, 2, 0.5), (report.Predictions, report.People, report.Agreement));
        Assert.Equal((2, 1, 1), (report.Matrix[3][3], report.Matrix[3][7], report.Matrix[0][7]));
        Assert.Equal(0.6, report.MeanActiveConfidence!.Value, 1e-6);
        Assert.Equal(0.25, report.MeanShadowConfidence!.Value, 1e-6);
    }

    [Fact]
    public async Task A_user_with_most_of_the_predictions_counts_once_in_the_mean_over_people()
    {
        await AppendAsync([.. Enumerable.Range(0, 90).Select(_ => Record("mina", 3, shadow: 3)), Record("jun", 3, shadow: 4)]);
        AgreementReport report = await CompareAsync();

        Assert.Equal(90 / 91.0, report.Agreement!.Value, 1e-9);
        Assert.Equal(0.5, report.MeanPersonAgreement!.Value, 1e-9);
    }

    [Fact]
    public async Task Only_the_asked_shadow_and_range_count()
    {
        PredictionRecord[] records = [.. Enumerable.Range(0, 5).Select(_ => Record("mina", 1, shadow: 1))];
        await AppendAsync([.. records, Record("mina", 1, shadow: 1, shadowVersion: "9.9.9")]);

        AgreementReport report = await Store.CompareAsync(
            new AgreementQuery(Candidate, records[1].ReceivedAtUnixMicros, records[4].ReceivedAtUnixMicros), CancellationToken.None);
        Assert.Equal(3, report.Predictions);
    }

    [Fact]
    public async Task The_versions_that_it_was_compared_with_are_named()
    {
        await AppendAsync(Record("mina", 1, shadow: 1), Record("mina", 1, shadow: 1) with { ModelVersion = "1.0.0" });

        Assert.Equal(["1.0.0", "2.0.0"], (await CompareAsync()).ActiveVersions);
    }

    private protected PredictionRecord Record(string user, int posture, int? shadow, string shadowVersion = Candidate)
    {
        var probabilities = new float[8];
        probabilities[posture] = 0.6f;
        int sequence = _sequence++;
        return new PredictionRecord(
            1_700_000_000_000_000 + sequence * 1_000_000L, 1, sequence, user, sequence * 1000, -12.5, posture,
            [.. probabilities], "2.0.0", null, null,
            shadow is { } said ? new ShadowPrediction(shadowVersion, said, 0.25f) : null);
    }

    private Task AppendAsync(params PredictionRecord[] records) => Predictions.AppendAsync(records, CancellationToken.None);

    private Task<AgreementReport> CompareAsync() =>
        Store.CompareAsync(new AgreementQuery(Candidate, null, null), CancellationToken.None);
}
