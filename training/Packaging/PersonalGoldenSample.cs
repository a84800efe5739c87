using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Inference;
using Posture.Training.Calibration;
using Posture.Training.Learning;
using Posture.Training.Windows;

namespace Posture.Training.Packaging;

/// <summary>
/// The vectors that every load of a personal model is checked with: of each recording the first window without a profile
/// and the middle one with its person's, and the edges of what a device can send with and without one. One
/// profile in three knows only half of the postures.
/// </summary>
internal static class PersonalGoldenSample
{
    private const double CalibrationSeconds = 20;

    public static GoldenVectors Take(PersonalClassifier classifier, IEnumerable<WindowedRecording> recordings)
    {
        CalibratedPerson[] people = [.. CalibratedPerson.Of(recordings, CalibrationSeconds)];
        PersonalProfile[] profiles = [.. people.Select((person, index) => index % 3 == 2 ? Half(person.Profile) : person.Profile)];
        return new GoldenVectors(
        [
            .. recordings.Select(recording => Vector(classifier, recording.Windows[0], profile: null)),
            .. recordings.Select(recording => Vector(
                classifier,
                recording.Windows[recording.Windows.Length / 2],
                profiles[Array.FindIndex(people, person => person.Person == recording.Person)])),
            .. GoldenSample.Extremes().Select(features => Vector(classifier, features, profile: null)),
            .. GoldenSample.Extremes().Select(features => Vector(classifier, features, profiles[0])),
        ]);
    }

    private static GoldenVector Vector(
        PersonalClassifier classifier, FeatureVector features, PersonalProfile? profile) => new(
            features.Values,
            [
                .. classifier.Probabilities(features.Values.AsSpan(), profile ?? PersonalProfile.Empty)
                    .Select(probability => (float)probability),
            ],
            profile);

    private static PersonalProfile Half(PersonalProfile profile) =>
        new([.. profile.Postures.Select((statistics, label) => label % 2 == 0 ? statistics : null)]);
}
