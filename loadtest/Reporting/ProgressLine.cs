using Posture.LoadTest.Load;
using Spectre.Console;

namespace Posture.LoadTest.Reporting;

/// <summary>One line that follows a run while it lasts.</summary>
internal static class ProgressLine
{
    public static Task<LoadResult> ShowAsync(
        IAnsiConsole console, Func<Action<LoadProgress>, Task<LoadResult>> run, string title = "") =>
        console.Status().StartAsync(
            $"{title}starting",
            status => run(progress => status.Status(
                $"{title}{progress.Phase}: {progress.Connected:N0} connected, {progress.Replies:N0} replies, "
                + $"{progress.Faults:N0} errors")));
}
