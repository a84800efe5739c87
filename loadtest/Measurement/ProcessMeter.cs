using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Posture.LoadTest.CommandLine;

namespace Posture.LoadTest.Measurement;

/// <summary>Reads the CPU time and memory of one process.</summary>
internal sealed class ProcessMeter : IDisposable
{
    private readonly Process _process;
    private readonly TimeProvider _time;

    private ProcessMeter(Process process, TimeProvider time)
    {
        _process = process;
        _time = time;
    }

    /// <exception cref="CannotRunException">There is no such process, or it is not ours to read.</exception>
    public static ProcessMeter Open(int processId, TimeProvider time)
    {
        try
        {
            var process = Process.GetProcessById(processId);
            _ = process.TotalProcessorTime;
            return new ProcessMeter(process, time);
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException or Win32Exception)
        {
            throw new CannotRunException(
                string.Create(CultureInfo.InvariantCulture, $"No process {processId} to measure: {failure.Message}"),
                failure);
        }
    }

    public static ProcessMeter OfThisProcess(TimeProvider time) => Open(Environment.ProcessId, time);

    /// <summary>The state now, or null when the process has ended.</summary>
    public ProcessSample? Sample()
    {
        try
        {
            _process.Refresh();
            return new ProcessSample(_time.GetTimestamp(), _process.TotalProcessorTime, _process.WorkingSet64);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public void Dispose() => _process.Dispose();
}

/// <param name="Ticks">When, in ticks of the run's clock.</param>
/// <param name="Processor">User and system time of all threads so far.</param>
/// <param name="ResidentBytes">Resident set size.</param>
internal readonly record struct ProcessSample(long Ticks, TimeSpan Processor, long ResidentBytes);
