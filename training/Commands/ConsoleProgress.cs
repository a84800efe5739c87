using Spectre.Console;

namespace Posture.Training.Commands;

/// <summary>Shows long work as it goes.</summary>
internal static class ConsoleProgress
{
    public static T WithProgress<T>(this IAnsiConsole console, string name, Func<IProgress<double>, T> work) =>
        console.Progress().Start(context => work(new TaskShare(context.AddTask(name))));

    public static T WithProgress<T>(
        this IAnsiConsole console,
        string first,
        string second,
        string third,
        Func<IProgress<double>, IProgress<double>, IProgress<double>, T> work) =>
        console.Progress().Start(context => work(
            new TaskShare(context.AddTask(first)),
            new TaskShare(context.AddTask(second)),
            new TaskShare(context.AddTask(third))));

    // Unlike Progress<T> it reports on the caller's thread, so nothing arrives after the work has ended.
    private sealed class TaskShare(ProgressTask task) : IProgress<double>
    {
        public void Report(double value) => task.Value = value * task.MaxValue;
    }
}
