using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Posture.LoadTest.CommandLine;
using Posture.LoadTest.Comparison;
using Posture.LoadTest.Ladder;
using Posture.LoadTest.Load;

namespace Posture.LoadTest.Reporting;

/// <summary>Results for a machine to read: snake_case, units in the names, numbers unrounded.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static Option<FileInfo?> CreateOption() =>
        new("--json") { Description = "Also writes the results to this file, replacing it" };

    /// <exception cref="CannotRunException">The file cannot be written.</exception>
    public static void Write<TReport>(FileInfo file, TReport report)
    {
        try
        {
            File.WriteAllText(file.FullName, JsonSerializer.Serialize(report, Format) + "\n");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CannotRunException($"The results cannot be written to {file.FullName}: {failure.Message}", failure);
        }
    }
}

/// <summary>The file that <c>run --json</c> writes.</summary>
internal sealed record RunReport(Machine Machine, LoadResult Result);

/// <summary>The file that <c>compare --json</c> writes.</summary>
internal sealed record CompareReport(
    Machine Machine, IReadOnlyDictionary<string, string> Versions, ComparisonResult Result);

/// <summary>The file that <c>ladder --json</c> writes.</summary>
internal sealed record LadderReport(
    Machine Machine, IReadOnlyDictionary<string, string> Versions, IReadOnlyList<LadderRung> Rungs);
