using System.Text.Json.Nodes;
using Posture.Grains.Calibration;
using Posture.Grains.Features;
using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Grains.Tests.Inference;

/// <summary>The shipped model that takes a person's calibration.</summary>
public sealed class PersonalModelTests : IDisposable
{
    private const double DegreesApart = 10;

    private readonly ModelCopy _copy = new("2.1.0");

    public void Dispose() => _copy.Dispose();

    [Fact]
    public void It_says_that_it_reads_profiles_and_the_default_model_says_nothing()
    {
        using PostureModel personal = PostureModel.Load(_copy.Path), population = PostureModel.Load(ModelCopy.Shipped);

        Assert.Equal(CalibrationFeatures.Names, personal.Manifest.Personal!.FeatureNames);
        Assert.Null(population.Manifest.Personal);
    }

    [Fact]
    public void A_calibrated_person_is_recognised_and_a_stranger_is_not()
    {
        using PostureModel model = PostureModel.Load(_copy.Path);
        using PostureClassifier classifier = model.CreateClassifier();
        PersonalProfile profile = Profile(Enumerable.Range(0, 8));

        for (int posture = 0; posture < 8; posture++)
        {
            float[] known = classifier.Classify(Window(posture * DegreesApart), profile).ToArray();
            float[] unknown = classifier.Classify(Window(posture * DegreesApart)).ToArray();

            Assert.Equal(posture, Array.IndexOf(known, known.Max()));
            Assert.InRange(known.Max(), 0.8f, 1);
            Assert.InRange(unknown.Max(), 0.125f, 0.5f);
        }
    }

    [Fact]
    public void No_profile_is_an_empty_profile_and_leaves_nothing_of_the_person_before()
    {
        using PostureModel model = PostureModel.Load(_copy.Path);
        using PostureClassifier classifier = model.CreateClassifier();
        float[] features = Window(12);

        float[] before = classifier.Classify(features).ToArray();
        classifier.Classify(features, Profile([0, 1, 2]));

        Assert.Equal(before, classifier.Classify(features, PersonalProfile.Empty).ToArray());
        Assert.Equal(before, classifier.Classify(features).ToArray());
    }

    [Fact]
    public void With_three_postures_shown_what_lies_far_from_them_goes_to_the_others()
    {
        using PostureModel model = PostureModel.Load(_copy.Path);
        using PostureClassifier classifier = model.CreateClassifier();
        PersonalProfile profile = Profile([0, 1, 2]);

        float[] near = classifier.Classify(Window(DegreesApart), profile).ToArray();
        float[] far = classifier.Classify(Window(50), profile).ToArray();

        Assert.InRange(near[1], 0.8f, 1);
        Assert.InRange(far[..3].Sum(), 0, 0.2f);
    }

    [Fact]
    public void A_longer_calibration_makes_it_surer()
    {
        using PostureModel model = PostureModel.Load(_copy.Path);
        using PostureClassifier classifier = model.CreateClassifier();

        float[] confidences =
        [
            .. new[] { 5, 20, 60 }.Select(seconds =>
                classifier.Classify(Window(0), Profile(Enumerable.Range(0, 8), 2, seconds))[0]),
        ];

        Assert.Equal(confidences.Order(), confidences);
    }

    [Fact]
    public void A_population_model_does_not_read_a_profile()
    {
        using PostureModel model = PostureModel.Load(ModelCopy.Shipped);
        using PostureClassifier classifier = model.CreateClassifier();
        float[] without = classifier.Classify(Window(12)).ToArray();

        Assert.Equal(without, classifier.Classify(Window(12), Profile([0, 1])).ToArray());
    }

    [Fact]
    public void One_that_reads_other_profiles_is_refused()
    {
        _copy.Edit("manifest.json", manifest => manifest["personal"]!["feature_names"]![1] = "pitch_mode_deg");
        AssertRefused("it reads profiles of [pitch_median_deg, pitch_mode_deg], this server keeps [");
    }

    [Fact]
    public void One_whose_manifest_hides_its_profile_is_refused()
    {
        _copy.Edit("manifest.json", manifest => manifest.AsObject().Remove("personal"));
        _copy.Edit("golden.json", golden => ForgetProfiles(golden));
        AssertRefused("its inputs are [features, person_mean, person_squared_deviations, person_count], not [features]");
    }

    [Fact]
    public void One_that_was_never_tried_with_a_profile_is_refused()
    {
        _copy.Edit("golden.json", golden => ForgetProfiles(golden));
        AssertRefused("golden.json holds no vector with a profile");
    }

    [Fact]
    public void A_golden_profile_of_the_wrong_width_is_refused()
    {
        _copy.Edit("golden.json", golden => FirstShown(golden)["mean"]!.AsArray().Add(0.5));
        AssertRefused("golden vector 23 has another width");
    }

    [Fact]
    public void One_that_reads_a_profile_otherwise_than_its_trainer_is_refused()
    {
        _copy.Edit("golden.json", golden => FirstShown(golden)["count"] = 200);
        AssertRefused("golden vector 23 gives posture");
    }

    [Fact]
    public void A_graph_with_other_profile_inputs_is_refused()
    {
        _copy.ReplaceGraph(OnnxBytes.Linear(9, 8));
        AssertRefused("its inputs are [features], not [features, person_mean,");
    }

    private static JsonNode FirstShown(JsonNode golden) => golden["vectors"]!.AsArray()
        .First(vector => vector!["profile"] is not null)!["profile"]!["postures"]![0]!;

    private static void ForgetProfiles(JsonNode golden)
    {
        foreach (JsonNode? vector in golden["vectors"]!.AsArray())
            vector!.AsObject().Remove("profile");
    }

    private static PersonalProfile Profile(
        IEnumerable<int> postures, double degreesApart = DegreesApart, int seconds = 20) => postures.Aggregate(
            PersonalProfile.Empty, (profile, posture) => profile.With(posture, Shown(posture * degreesApart, seconds)));

    private static PostureStatistics? Shown(double pitchDegrees, int seconds)
    {
        var capture = new PostureCapture();
        foreach (PitchFrame frame in Frames(pitchDegrees, seconds))
            capture.Add(frame);
        return capture.Statistics();
    }

    private static float[] Window(double pitchDegrees) =>
        [.. PitchFeatures.Compute(Frames(pitchDegrees, 9).ToArray()).Values];

    private static IEnumerable<PitchFrame> Frames(double pitchDegrees, int seconds) => Enumerable.Range(0, seconds + 1)
        .Select(second => new PitchFrame(1000.0 * second, pitchDegrees + 0.4 * Math.Sin(second)));

    private void AssertRefused(string reason)
    {
        var refused = Assert.Throws<ModelRefusedException>(() => { PostureModel.Load(_copy.Path).Dispose(); });
        Assert.StartsWith($"The model in '{_copy.Path}' is refused: {reason}", refused.Message, StringComparison.Ordinal);
    }
}
