using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Inference;

namespace Posture.Grains.Interfaces.Users;

/// <summary>A user at a glance.</summary>
/// <param name="IsConnected">Whether a device of the user is connected.</param>
/// <param name="StreamId">The stream of the latest frame, or null before the first.</param>
/// <param name="FirstSeenUnixMs">First connection, milliseconds since the Unix epoch.</param>
/// <param name="LastSeenUnixMs">The latest time that a device attached or left.</param>
/// <param name="Window">The window now.</param>
/// <param name="LastPrediction">The latest prediction, or null before the first.</param>
[GenerateSerializer, Immutable, Alias("posture.user-status")]
public sealed record UserStatus(
    bool IsConnected,
    long? StreamId,
    long FirstSeenUnixMs,
    long LastSeenUnixMs,
    WindowStatus Window,
    TimedPrediction? LastPrediction);

/// <summary>How full a window is.</summary>
/// <param name="FrameCount">Frames in the window.</param>
/// <param name="SpanMs">Device time between its oldest and newest frame.</param>
/// <param name="FillRatio">Span over the window's full length, 0 to 1.</param>
[GenerateSerializer, Immutable, Alias("posture.window-status")]
public readonly record struct WindowStatus(int FrameCount, double SpanMs, double FillRatio);

/// <summary>A prediction with the frame that led to it.</summary>
/// <param name="Prediction">The prediction.</param>
/// <param name="Frame">The newest frame of its window.</param>
/// <param name="ReceivedAtUnixMicros">When that frame came, microseconds since the Unix epoch.</param>
/// <param name="Window">The window that it rests on.</param>
[GenerateSerializer, Immutable, Alias("posture.timed-prediction")]
public sealed record TimedPrediction(
    Prediction Prediction, PitchFrame Frame, long ReceivedAtUnixMicros, WindowStatus Window = default);
