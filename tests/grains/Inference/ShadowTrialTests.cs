using Microsoft.Extensions.Time.Testing;
using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Tests.Support;

namespace Posture.Grains.Tests.Inference;

/// <summary>A version on trial: what it says, and that nothing else of it gets out.</summary>
public sealed class ShadowTrialTests : IDisposable
{
    private static readonly FeatureVector Upright = new([1, 2, 3, 4, 5, 6, 7, 8, 9]), Bent = new([-1, 2, 3, 4, 5, 6, 7, 8, 9]);

    private readonly ModelCopy _active = new("2.0.0"), _candidate = new();
    private readonly ModelHost _models = new();
    private readonly FakeTimeProvider _time = new();
    private readonly LogLines<ShadowTrial> _log = new();
    private readonly InferenceGrain _inference;

    public ShadowTrialTests()
    {
        _models.Serve(PostureModel.Load(_active.Path));
        _inference = new InferenceGrain(_models, new ShadowTrial(_models, _time, _log), _time);
    }

    public void Dispose()
    {
        _models.Dispose();
        _active.Dispose();
        _candidate.Dispose();
    }

    [Fact]
    public async Task Its_answer_comes_beside_the_active_models_and_leaves_that_as_it_was()
    {
        Prediction without = await ClassifyAsync(Upright);
        _models.RunShadow(PostureModel.Load(_candidate.Path));
        Prediction with = await ClassifyAsync(Upright);

        Assert.Null(without.Shadow);
        Assert.Equal("1.0.0", with.Shadow!.ModelVersion);
        Assert.InRange(with.Shadow.Confidence, 0.125f, 1);
        AssertSameAnswer(without, with);
    }

    [Fact]
    public async Task A_trial_by_hand_does_not_ask_it()
    {
        _models.RunShadow(PostureModel.Load(_candidate.Path));

        Assert.Null((await _inference.TryFrames([new PitchFrame(0, 1)]))!.Shadow);
    }

    [Fact]
    public async Task One_that_fails_costs_its_answer_only_and_rests_for_a_second()
    {
        Prediction without = await ClassifyAsync(Bent);
        RunFailingShadow();

        Prediction failed = await ClassifyAsync(Bent);
        Prediction resting = await ClassifyAsync(Upright);
        _time.Advance(ShadowTrial.Rest);
        Prediction awake = await ClassifyAsync(Upright);

        AssertSameAnswer(without, failed);
        Assert.Null(failed.Shadow);
        Assert.Null(resting.Shadow);
        Assert.NotNull(awake.Shadow);
        Assert.Null((await ClassifyAsync(Bent)).Shadow);
        Assert.Equal("Warning: Shadow 1.0.0 failed; from now on its faults are only counted", Assert.Single(_log.Lines));
    }

    [Fact]
    public async Task One_that_is_slow_gives_its_answer_and_rests_for_a_second()
    {
        _models.RunShadow(PostureModel.Load(_candidate.Path));
        _time.AutoAdvanceAmount = 2 * ShadowTrial.AnswersInMean * ShadowTrial.SlowMean;
        Prediction slow = await ClassifyAsync(Upright);
        _time.AutoAdvanceAmount = TimeSpan.Zero;
        Prediction resting = await ClassifyAsync(Upright);
        _time.Advance(ShadowTrial.Rest);

        Assert.NotNull(slow.Shadow);
        Assert.Null(resting.Shadow);
        Assert.NotNull((await ClassifyAsync(Upright)).Shadow);
    }

    [Fact]
    public async Task One_that_was_interrupted_once_is_not_slow()
    {
        _models.RunShadow(PostureModel.Load(_candidate.Path));
        _time.AutoAdvanceAmount = 10 * ShadowTrial.SlowMean;
        await ClassifyAsync(Upright);
        _time.AutoAdvanceAmount = TimeSpan.Zero;

        Assert.NotNull((await ClassifyAsync(Upright)).Shadow);
    }

    [Fact]
    public async Task Frames_that_come_before_the_first_model_wait_for_it()
    {
        using var models = new ModelHost();
        var inference = new InferenceGrain(models, new ShadowTrial(models, _time, _log), _time);
        Task<Prediction?> early = inference.Classify(Upright, null).AsTask();
        Assert.False(early.IsCompleted);
        models.Serve(PostureModel.Load(_candidate.Path));

        Assert.Equal("1.0.0", (await early)!.ModelVersion);
    }

    [Fact]
    public async Task Where_no_model_comes_the_answer_is_that_there_is_none()
    {
        using var models = new ModelHost();
        var inference = new InferenceGrain(models, new ShadowTrial(models, _time, _log), _time);
        Task<Prediction?> early = inference.Classify(Upright, null).AsTask();
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Null(await early);
    }

    // Its golden vectors have no negative feature, so it looks well until somebody bends forward.
    private void RunFailingShadow()
    {
        _candidate.ReplaceGraph(OnnxBytes.SquareRootOfFirst(9, 8));
        _candidate.Write("golden.json", OnnxBytes.GoldenOfZeros);
        _models.RunShadow(PostureModel.Load(_candidate.Path));
    }

    private async Task<Prediction> ClassifyAsync(FeatureVector features) => (await _inference.Classify(features, null))!;

    private static void AssertSameAnswer(Prediction expected, Prediction actual)
    {
        Assert.Equal(
            (expected.ModelVersion, expected.Posture, expected.Confidence),
            (actual.ModelVersion, actual.Posture, actual.Confidence));
        Assert.Equal(expected.Probabilities, actual.Probabilities);
    }
}
