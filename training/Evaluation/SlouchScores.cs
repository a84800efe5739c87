using Posture.Grains.Alerts;
using Posture.Grains.Interfaces.Alerts;
using Posture.Grains.Interfaces.Calibration;

namespace Posture.Training.Evaluation;

/// <summary>
/// What alerts are made of: whether a window is of a bad posture, by the steadied probabilities and the threshold from which
/// a wearer counts as slouching. By default settings.
/// </summary>
/// <param name="GoodWindows">Windows of good postures.</param>
/// <param name="TakenForBadShare">Share of them that count as slouching.</param>
/// <param name="BadWindows">Windows of bad postures.</param>
/// <param name="RecognisedShare">Share of them that count as slouching.</param>
internal sealed record SlouchScores(int GoodWindows, double TakenForBadShare, int BadWindows, double RecognisedShare)
{
    /// <summary>Scores people with what they calibrated.</summary>
    public static SlouchScores Of(IEnumerable<(PersonalProfile Profile, IEnumerable<EvaluatedRecording> Recordings)> people)
    {
        ILookup<bool, bool> slouches = people
            .SelectMany(person => Windows(new BadPostures(person.Profile, AlertSettings.Default.BadPostures), person.Recordings))
            .ToLookup(window => window.IsBad, window => window.Slouches);
        return new SlouchScores(
            slouches[false].Count(), Share(slouches[false]), slouches[true].Count(), Share(slouches[true]));
    }

    private static IEnumerable<(bool IsBad, bool Slouches)> Windows(
        BadPostures bad, IEnumerable<EvaluatedRecording> recordings) =>
        from recording in recordings
        let isBad = AlertSettings.Default.BadPostures.Contains(recording.Label)
        from window in recording.SteadyWindows
        select (isBad, bad.Probability(window.Average.AsSpan()) >= SlouchDetector.SlouchesFrom);

    private static double Share(IEnumerable<bool> slouches) => slouches.Select(one => one ? 1.0 : 0).DefaultIfEmpty().Average();
}
