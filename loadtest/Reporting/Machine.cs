using System.Runtime.InteropServices;

namespace Posture.LoadTest.Reporting;

/// <summary>Where a number was measured; without it the number says little.</summary>
internal sealed record Machine(
    int Cores, string OperatingSystem, string Architecture, string Runtime, DateTimeOffset At)
{
    public static Machine Describe() => new(
        Environment.ProcessorCount,
        RuntimeInformation.OSDescription,
        RuntimeInformation.ProcessArchitecture.ToString(),
        RuntimeInformation.FrameworkDescription,
        TimeProvider.System.GetUtcNow());
}
