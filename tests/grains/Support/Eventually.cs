using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Posture.Grains.Tests.Support;

/// <summary>Waits for what other threads bring about.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    /// <summary>Returns as soon as <paramref name="condition"/> holds, and fails when it does not in time.</summary>
    /// <param name="condition">What is waited for.</param>
    /// <param name="meanwhile">Done before every further look, for example to advance a clock.</param>
    /// <param name="text">The condition in words, filled in by the compiler.</param>
    public static Task HoldsAsync(
        Func<bool> condition, Action? meanwhile = null, [CallerArgumentExpression(nameof(condition))] string text = "") =>
        HoldsAsync(() => Task.FromResult(condition()), meanwhile, text);

    /// <inheritdoc cref="HoldsAsync(Func{bool}, Action?, string)"/>
    public static async Task HoldsAsync(
        Func<Task<bool>> condition, Action? meanwhile = null, [CallerArgumentExpression(nameof(condition))] string text = "")
    {
        long begun = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Interval);
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(begun) > Limit)
                Assert.Fail($"Waited {Limit} in vain for {text}");
            meanwhile?.Invoke();
            await timer.WaitForNextTickAsync();
        }
    }
}
