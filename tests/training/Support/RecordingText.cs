using System.Globalization;

namespace Posture.Training.Tests.Support;

/// <summary>Recordings as the device writes them: one sample a second, small noise around a pitch.</summary>
internal static class RecordingText
{
    public const string Header = "timestamp_ms,relative_pitch_deg";
    public const int FrameCount = 45;

    private const double DegreesApart = 12;

    public static readonly IReadOnlyList<string> Persons = ["ann", "ben", "cho"];

    /// <summary>Eight postures of three people whose postures differ more than the people do.</summary>
    public static void WriteSeparable(TemporaryFolder folder)
    {
        foreach (string person in Persons)
        {
            for (int label = 0; label < 8; label++)
                folder.Write($"{person}/{label}.csv", Of(person, label));
        }
    }

    public static string Of(string person, int label) =>
        Of(label * DegreesApart, seed: 100 * Persons.ToList().IndexOf(person) + label);

    public static string Of(double pitchDegrees, int seed, int frameCount = FrameCount)
    {
        var random = new Random(seed);
        return Rows(Enumerable.Range(0, frameCount)
            .Select(second => (1000.0 * second, pitchDegrees + random.NextDouble())));
    }

    public static string Rows(IEnumerable<(double TimestampMs, double PitchDegrees)> rows) =>
        Header + "\n" + string.Concat(rows.Select(row =>
            string.Create(CultureInfo.InvariantCulture, $"{row.TimestampMs},{row.PitchDegrees}\n")));
}
