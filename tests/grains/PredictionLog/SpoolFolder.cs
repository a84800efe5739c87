using Posture.Grains.PredictionLog;
using Posture.Grains.Tests.Support;

namespace Posture.Grains.Tests.PredictionLog;

/// <summary>A folder for a spool, gone when the test is.</summary>
internal sealed class SpoolFolder : IDisposable
{
    public SpoolFolder(string? path = null) =>
        Path = path ?? Directory.CreateTempSubdirectory("posture-spool-").FullName;

    public string Path { get; }

    /// <summary>Small segments, so that a few records fill several.</summary>
    public PredictionLogOptions Options { get; } = new() { SegmentBytes = 1_000, BatchRecords = 7 };

    public LogLines<PredictionSpool> Log { get; } = new();

    public string[] Segments => [.. Directory.GetFiles(Path, "*.spool").Order(StringComparer.Ordinal)];

    public string[] Damaged => Directory.GetFiles(Path, "*.damaged");

    public PredictionSpool Open(TimeProvider? time = null) => new(
        new SpoolDirectory(Path), Microsoft.Extensions.Options.Options.Create(Options), time ?? TimeProvider.System, Log);

    /// <summary>The folder as a process that is killed now would leave it: its segments, and a claim that nobody holds.</summary>
    public SpoolFolder AsAfterKill()
    {
        var copy = new SpoolFolder();
        copy.Options.SegmentBytes = Options.SegmentBytes;
        foreach (string file in Directory.GetFiles(Path, "*.spool"))
            File.Copy(file, System.IO.Path.Combine(copy.Path, System.IO.Path.GetFileName(file)));
        return copy;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
