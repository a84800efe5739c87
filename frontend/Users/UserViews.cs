using System.Collections.Immutable;
using System.Globalization;
using Posture.Frontend.Calibration;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.PredictionLog;
using Posture.Grains.Interfaces.Users;

namespace Posture.Frontend.Users;

/// <summary><c>GET /api/users/{user}</c>. Times are ISO 8601 UTC; <c>StreamId</c> is 16 hex digits.</summary>
internal sealed record UserView(
    string User,
    bool Connected,
    string? StreamId,
    DateTimeOffset FirstSeenAt,
    DateTimeOffset LastSeenAt,
    WindowView Window,
    CalibrationView Calibration,
    PredictionView? LastPrediction)
{
    public static UserView Of(string user, UserStatus status, CalibrationStatus calibration) => new(
        user,
        status.IsConnected,
        status.StreamId is { } id ? Ids.Stream(id) : null,
        DateTimeOffset.FromUnixTimeMilliseconds(status.FirstSeenUnixMs),
        DateTimeOffset.FromUnixTimeMilliseconds(status.LastSeenUnixMs),
        WindowView.Of(status.Window),
        CalibrationView.Of(calibration),
        status.LastPrediction is { } last ? PredictionView.Of(last) : null);
}

/// <summary>How full the window is: frames, device milliseconds from the oldest to the newest, share of a full window.</summary>
internal sealed record WindowView(int Frames, double SpanMs, double Fill)
{
    public static WindowView Of(WindowStatus window) => new(window.FrameCount, window.SpanMs, window.FillRatio);
}

/// <summary>The latest prediction, the frame that led to it, and the window that it rests on.</summary>
internal sealed record PredictionView(
    DateTimeOffset CreatedAt,
    double TimestampInput,
    double RelativePitch,
    int PredictedPosture,
    float Confidence,
    ImmutableArray<float> AllProbabilities,
    string ModelVersion,
    WindowView Window)
{
    public static PredictionView Of(TimedPrediction last) => new(
        UnixMicros.ToTime(last.ReceivedAtUnixMicros),
        last.Frame.TimestampMs,
        last.Frame.PitchDegrees,
        last.Prediction.Posture,
        last.Prediction.Confidence,
        last.Prediction.Probabilities,
        last.Prediction.ModelVersion,
        WindowView.Of(last.Window));
}

/// <summary>One page of <c>GET /api/users/{user}/predictions</c>, newest first; the last page has no cursor.</summary>
internal sealed record PredictionPageView(ImmutableArray<LoggedPredictionView> Items, string? NextCursor)
{
    public static PredictionPageView Of(PredictionPage page) => new(
        [.. page.Items.Select(LoggedPredictionView.Of)],
        page.Next is { } next ? Cursor.Write(next) : null);
}

/// <summary>One logged prediction.</summary>
internal sealed record LoggedPredictionView(
    long Id,
    DateTimeOffset CreatedAt,
    double TimestampInput,
    double RelativePitch,
    int PredictedPosture,
    float Confidence,
    string ModelVersion,
    string StreamId,
    long Seq)
{
    public static LoggedPredictionView Of(LoggedPrediction row) => new(
        row.Id,
        UnixMicros.ToTime(row.ReceivedAtUnixMicros),
        row.TimestampMs,
        row.PitchDegrees,
        row.Posture,
        row.Confidence,
        row.ModelVersion,
        Ids.Stream(row.StreamId),
        row.Sequence);
}

/// <summary>Ids as text: JavaScript cannot hold 63 bits in a number.</summary>
internal static class Ids
{
    public static string Stream(long id) => id.ToString("x16", CultureInfo.InvariantCulture);
}
