using System.Collections.Immutable;
using Posture.Grains.Interfaces.Calibration;
using Posture.Training.Windows;

namespace Posture.Training.Calibration;

/// <summary>A person who has shown each posture for some time, and what there is to recognise afterwards.</summary>
/// <param name="Person">Who.</param>
/// <param name="Profile">What was shown.</param>
/// <param name="Episodes">The recordings that leave windows to recognise.</param>
internal sealed record CalibratedPerson(
    string Person, PersonalProfile Profile, ImmutableArray<CalibrationEpisode> Episodes)
{
    /// <summary>Everybody in <paramref name="recordings"/>, with <paramref name="seconds"/> of each posture shown.</summary>
    public static IEnumerable<CalibratedPerson> Of(IEnumerable<WindowedRecording> recordings, double seconds) => recordings
        .GroupBy(recording => recording.Person)
        .Select(person => Of(person.Key, person, seconds));

    private static CalibratedPerson Of(string person, IEnumerable<WindowedRecording> recordings, double seconds)
    {
        CalibrationEpisode[] episodes =
            [.. recordings.Select(recording => CalibrationEpisode.Of(recording, seconds))];
        PersonalProfile profile = episodes.Aggregate(
            PersonalProfile.Empty, (known, episode) => known.With(episode.Recording.Label, episode.Statistics));
        return new CalibratedPerson(person, profile, [.. episodes.Where(episode => !episode.Rest.IsEmpty)]);
    }
}
