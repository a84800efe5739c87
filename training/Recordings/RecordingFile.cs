using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using CsvHelper;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Training.Recordings;

/// <summary>Reads one recording and refuses what a model must not learn from.</summary>
internal static class RecordingFile
{
    public const string TimestampColumn = "timestamp_ms";
    public const string PitchColumn = "relative_pitch_deg";

    private const double MaxPitchDegrees = 180;
    private const long MaxBytes = 16 * 1024 * 1024;
    private const int QuotedCharacters = 60;

    private static readonly CsvReaderOptions Format = new()
    {
        Separator = ',',
        TrimWhitespace = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        TrackLineNumbers = true,
    };

    /// <summary>Reads <c>PERSON/LABEL.csv</c> below <paramref name="folder"/>.</summary>
    /// <exception cref="RecordingRefusedException">The file is not a usable recording.</exception>
    public static Recording Read(string folder, string path)
    {
        string[] parts = path.Split('/');
        if (parts.Length != 2)
            throw new RecordingRefusedException("not in a person's folder: the path must be PERSON/LABEL.csv");
        int label = LabelOf(parts[1]);

        string file = Path.Combine(folder, path);
        if (new FileInfo(file).Length > MaxBytes)
            throw new RecordingRefusedException($"larger than {MaxBytes / 1024 / 1024} MiB");
        byte[] bytes = File.ReadAllBytes(file);

        return new Recording(path, parts[0], label, Convert.ToHexStringLower(SHA256.HashData(bytes)), Frames(bytes));
    }

    private static int LabelOf(string fileName)
    {
        string name = Path.GetFileNameWithoutExtension(fileName);
        int label = PostureLabels.Names.IndexOf(name);
        return label >= 0
            ? label
            : throw new RecordingRefusedException($"label '{name}' is outside 0 to {PostureLabels.Count - 1}");
    }

    private static ImmutableArray<PitchFrame> Frames(byte[] bytes)
    {
        using CsvReader csv = CsvReader.Create(bytes, Format);
        try
        {
            RequireHeader(csv);
            return ReadRows(csv);
        }
        catch (CsvFormatException malformed)
        {
            throw new RecordingRefusedException($"line {malformed.LineNumber} is not CSV: {malformed.Message}");
        }
    }

    private static void RequireHeader(CsvReader csv)
    {
        if (csv.Headers is [TimestampColumn, PitchColumn])
            return;

        string found = string.Join(',', csv.Headers);
        if (found.Length > QuotedCharacters)
            found = found[..QuotedCharacters] + "…";
        throw new RecordingRefusedException(
            $"no header: the first line must be '{TimestampColumn},{PitchColumn}' and is '{found}' "
            + "(a paste from a console?)");
    }

    private static ImmutableArray<PitchFrame> ReadRows(CsvReader csv)
    {
        ImmutableArray<PitchFrame>.Builder frames = ImmutableArray.CreateBuilder<PitchFrame>();
        while (csv.Read())
        {
            PitchFrame frame = ReadRow(csv);
            if (frames.Count > 0 && frame.TimestampMs <= frames[^1].TimestampMs)
            {
                throw new RecordingRefusedException(
                    $"line {csv.LineNumber}: time {frame.TimestampMs} ms is not after {frames[^1].TimestampMs} ms");
            }

            frames.Add(frame);
        }

        return frames.Count > 0 ? frames.DrainToImmutable() : throw new RecordingRefusedException("no samples");
    }

    private static PitchFrame ReadRow(CsvReader csv)
    {
        if (csv.FieldCount != 2)
            throw new RecordingRefusedException($"line {csv.LineNumber} has {csv.FieldCount} field(s) instead of 2");

        var frame = new PitchFrame(Number(csv, 0, TimestampColumn), Number(csv, 1, PitchColumn));
        if (Math.Abs(frame.PitchDegrees) > MaxPitchDegrees)
        {
            throw new RecordingRefusedException(
                $"line {csv.LineNumber}: {PitchColumn} '{csv.GetString(1)}' is outside ±{MaxPitchDegrees} degrees");
        }

        return frame;
    }

    private static double Number(CsvReader csv, int field, string column)
    {
        string text = csv.GetString(field);
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
            throw new RecordingRefusedException($"line {csv.LineNumber}: {column} '{text}' is not a number");
        return double.IsFinite(value)
            ? value
            : throw new RecordingRefusedException($"line {csv.LineNumber}: {column} '{text}' is not finite");
    }
}
