using System.Runtime.InteropServices;

namespace Posture.LoadTest.Reporting;

/// <summary>Where a number was measured; without it the number says little.</summary>
/// <param name="Cores">As the process may use.</param>
/// <param name="Processor">Its model, or its architecture where /proc/cpuinfo names none.</param>
/// <param name="MemoryMebibytes">What the process may use.</param>
/// <param name="OperatingSystem">Name and version.</param>
/// <param name="Architecture">Of the process.</param>
/// <param name="Runtime">That of the generator and the baseline.</param>
/// <param name="At">When.</param>
internal sealed record Machine(
    int Cores,
    string Processor,
    long MemoryMebibytes,
    string OperatingSystem,
    string Architecture,
    string Runtime,
    DateTimeOffset At)
{
    private const string ProcessorsFile = "/proc/cpuinfo";
    private const string ModelField = "model name";

    public static Machine Describe() => new(
        Environment.ProcessorCount,
        ProcessorModel() ?? RuntimeInformation.ProcessArchitecture.ToString(),
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024),
        RuntimeInformation.OSDescription,
        RuntimeInformation.ProcessArchitecture.ToString(),
        RuntimeInformation.FrameworkDescription,
        TimeProvider.System.GetUtcNow());

    private static string? ProcessorModel() => File.Exists(ProcessorsFile)
        ? File.ReadLines(ProcessorsFile)
            .FirstOrDefault(line => line.StartsWith(ModelField, StringComparison.Ordinal))?.Split(':', 2)[^1].Trim()
        : null;
}
