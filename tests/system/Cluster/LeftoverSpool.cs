using System.Text;
using System.Text.RegularExpressions;

namespace Posture.System.Tests.Cluster;

/// <summary>The files of a spool, read from outside.</summary>
internal sealed record LeftoverSpool(string Data)
{
    public string Folder => Path.Combine(Data, "spool");

    public IReadOnlyList<string> Segments => [.. Directory.GetFiles(Folder, "*.spool").Order(StringComparer.Ordinal)];

    public bool IsEmpty => Segments.All(segment => LengthOf(segment) == 0);

    /// <summary>Users of the paced fleet whose predictions are in it.</summary>
    public IReadOnlyList<string> Users =>
    [
        .. Segments
            .SelectMany(segment => Regex.Matches(Encoding.Latin1.GetString(Bytes(segment)), @"paced-\d+"))
            .Select(name => name.Value)
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    // A silo that ships deletes segments meanwhile.
    private static long LengthOf(string segment)
    {
        try
        {
            return new FileInfo(segment).Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }

    private static byte[] Bytes(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }
}
