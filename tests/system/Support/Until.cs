using System.Diagnostics;

namespace Posture.System.Tests.Support;

/// <summary>Waits for a condition instead of for a time.</summary>
internal static class Until
{
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(25);

    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(() => Task.FromResult(condition()), what);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? atMost = null)
    {
        TimeSpan limit = atMost ?? DefaultLimit;
        long begun = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Tick);
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(begun) > limit)
                throw new TimeoutException($"Waited {limit} for {what}.");
            await timer.WaitForNextTickAsync();
        }
    }
}
