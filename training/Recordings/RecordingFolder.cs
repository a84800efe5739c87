using System.Collections.Immutable;
using Posture.Grains.Inference;

namespace Posture.Training.Recordings;

/// <summary>What a folder of recordings offers, and what of it was refused.</summary>
/// <param name="Recordings">The usable recordings, trimmed, in order of their path.</param>
/// <param name="Refused">The others, with the reason.</param>
internal sealed record RecordingFolder(ImmutableArray<Recording> Recordings, ImmutableArray<RefusedFile> Refused)
{
    // One person to test on, and two for the inner split that chooses shrinkage and temperature without the first.
    private const int MinPersons = 3;

    /// <summary>Reads every <c>*.csv</c> below <paramref name="folder"/>.</summary>
    /// <param name="folder">Holds a folder a person.</param>
    /// <param name="trim">What to leave out of each recording; null keeps it whole, however short.</param>
    /// <param name="progress">Gets the share of files read.</param>
    /// <exception cref="TrainingException">The folder is missing or holds no usable recording.</exception>
    public static RecordingFolder Load(string folder, Trim? trim, IProgress<double> progress)
    {
        if (!Directory.Exists(folder))
            throw new TrainingException($"The recordings folder '{folder}' does not exist; check --recordings.");

        string[] paths = PathsBelow(folder);
        var originals = new List<Recording>();
        var trimmed = new List<Recording>();
        var refused = new List<RefusedFile>();
        foreach (string path in paths)
        {
            try
            {
                Recording recording = RecordingFile.Read(folder, path);
                RefuseCopy(recording, originals);
                trimmed.Add(trim is null ? recording : recording with { Frames = trim.Apply(recording.Frames) });
                originals.Add(recording);
            }
            catch (RecordingRefusedException refusal)
            {
                refused.Add(new RefusedFile(path, refusal.Message));
            }

            progress.Report((trimmed.Count + refused.Count) / (double)paths.Length);
        }

        var loaded = new RecordingFolder([.. trimmed], [.. refused]);
        return trimmed.Count > 0
            ? loaded
            : throw new TrainingException($"'{folder}' holds no usable recording PERSON/LABEL.csv.{loaded.Reasons}");
    }

    /// <summary>Makes sure that the recordings can be learned from and evaluated on.</summary>
    /// <exception cref="TrainingException">There are too few people, or a posture has no recording.</exception>
    public void RequireTrainable()
    {
        string[] persons = [.. Recordings.Select(recording => recording.Person).Distinct()];
        if (persons.Length < MinPersons)
        {
            throw new TrainingException(
                $"There are usable recordings of {persons.Length} person(s): {string.Join(", ", persons)}. "
                + $"At least {MinPersons} are needed: one to test on, and two to choose the model without that one."
                + Reasons);
        }

        string[] missing = [.. PostureLabels.Names.Where((_, label) => Recordings.All(other => other.Label != label))];
        if (missing.Length > 0)
        {
            throw new TrainingException(
                $"There is no usable recording of posture {string.Join(", ", missing)}; record it or mend what was "
                + $"refused.{Reasons}");
        }
    }

    private string Reasons => string.Concat(Refused.Select(file => $"\n  {file.Path}: {file.Reason}"));

    private static string[] PathsBelow(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.csv", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    // Times may differ between copies, for instance after another export. A copy in another person's folder would
    // carry the held-out person into the training fold.
    private static void RefuseCopy(Recording recording, List<Recording> others)
    {
        Recording? original = others.Find(other => other.Frames.Select(frame => frame.PitchDegrees)
            .SequenceEqual(recording.Frames.Select(frame => frame.PitchDegrees)));
        if (original is not null)
            throw new RecordingRefusedException($"its values are identical to those of {original.Path}");
    }
}
