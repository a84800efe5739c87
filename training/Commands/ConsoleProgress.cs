using Spectre.Console;

namespace Posture.Training.Commands;

/// <summary>Shows long work as it goes.</summary>
internal static class ConsoleProgress
{
    public static T WithProgress<T>(this IAnsiConsole console, string name, Func<IProgress<double>, T> work) =>
        console.Shown().Start(context => work(TaskShare.Of(context, name)));

    public static T WithProgress<T>(
        this IAnsiConsole console,
        string first,
        string second,
        string third,
        Func<IProgress<double>, IProgress<double>, IProgress<double>, T> work) =>
        console.Shown().Start(context => work(
            TaskShare.Of(context, first), TaskShare.Of(context, second), TaskShare.Of(context, third)));

    // The thread that would refresh by itself is not waited for at the end, and then writes to an output that is gone.
    private static Progress Shown(this IAnsiConsole console) => console.Progress().AutoRefresh(false);

    // Unlike Progress<T> it reports on the caller's thread, so nothing arrives after the work has ended.
    private sealed class TaskShare(ProgressContext context, ProgressTask task) : IProgress<double>
    {
        private int _shownPercent;

        public static TaskShare Of(ProgressContext context, string name) => new(context, context.AddTask(name));

        public void Report(double value)
        {
            task.Value = value * task.MaxValue;
            if ((int)task.Percentage == _shownPercent)
                return;
            _shownPercent = (int)task.Percentage;
            context.Refresh();
        }
    }
}
