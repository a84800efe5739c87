using System.Collections.Immutable;
using Posture.Grains.Features;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Windows;

namespace Posture.Grains.Calibration;

/// <summary>
/// Statistics of one posture while a person holds it. Frames pass through the same window as when serving, so a profile
/// describes what a model will meet. Needs no more room, however long it lasts.
/// </summary>
internal sealed class PostureCapture
{
    /// <summary>
    /// Device time that a window must cover to count: a partly filled one knows neither its median nor its spread well.
    /// Below <see cref="SlidingWindow.SpanMs"/>, which a slow device never covers whole.
    /// </summary>
    public const double FullWindowMs = 8_000;

    private readonly SlidingWindow _window = new();
    private PostureStatistics? _windows;
    private double? _newestMs;

    /// <summary>Frames taken.</summary>
    public int FrameCount { get; private set; }

    /// <summary>Device time held; of a gap no more than a window counts.</summary>
    public double HeldMs { get; private set; }

    /// <summary>The next frame does not follow the latest one: it comes from elsewhere, or much later.</summary>
    public void BeginStretch()
    {
        _window.Clear();
        _newestMs = null;
    }

    /// <summary>
    /// Takes a frame. One that is older than the window reaches is left out.
    /// </summary>
    public void Add(PitchFrame frame)
    {
        if (_window.Add(frame) == WindowChange.TooLate)
            return;

        double newestMs = _window.Frames[^1].TimestampMs;
        FrameCount++;
        HeldMs += Math.Min(newestMs - (_newestMs ?? newestMs), SlidingWindow.SpanMs);
        _newestMs = newestMs;
        if (_window.CoveredMs < FullWindowMs)
            return;

        PostureStatistics window = OneWindow();
        _windows = _windows?.Merge(window) ?? window;
    }

    /// <summary>
    /// What the capture says so far; null while it has lasted no time. Before the first full window it is the window as
    /// far as it is filled.
    /// </summary>
    public PostureStatistics? Statistics() =>
        HeldMs > 0 ? (_windows ?? OneWindow()).Recount(HeldMs / SlidingWindow.SpanMs) : null;

    private PostureStatistics OneWindow()
    {
        ImmutableArray<double> features = CalibrationFeatures.Of(PitchFeatures.Compute(_window));
        return new PostureStatistics(Count: 1, features, [.. features.Select(_ => 0.0)]);
    }
}
