namespace Posture.Grains.Interfaces.Frames;

/// <summary>How much of a stream a prediction looks at.</summary>
public static class WindowLimits
{
    /// <summary>Length of a full window in milliseconds of device time.</summary>
    public const double SpanMs = 10_000;

    /// <summary>Room for a 50 Hz device. A faster one keeps its newest frames, over a shorter span.</summary>
    public const int MaxFrames = 512;
}
