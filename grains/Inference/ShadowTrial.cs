using Microsoft.Extensions.Logging;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Inference;

namespace Posture.Grains.Inference;

/// <summary>
/// Asks the shadow what it would have said. Nothing that it does reaches the reply: a fault is counted, and after a fault
/// or a slow answer it rests, so that a bad candidate holds up a frame or two a second at the most.
/// </summary>
internal sealed partial class ShadowTrial(ModelHost models, TimeProvider time, ILogger<ShadowTrial> logger)
{
    /// <summary>An answer that took longer is slow.</summary>
    public static readonly TimeSpan SlowAnswer = TimeSpan.FromMilliseconds(5);

    /// <summary>How long it is not asked then.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private long _restsUntil = long.MinValue;
    private ServedModel? _lastFailed;

    /// <summary>The shadow's answer; null without a shadow, while it rests and when it fails.</summary>
    public ShadowPrediction? Ask(FeatureVector features, PersonalProfile? profile, Prediction active)
    {
        if (models.Shadow is not { } shadow || time.GetTimestamp() < Volatile.Read(ref _restsUntil))
            return null;
        long begun = time.GetTimestamp();
        try
        {
            if (shadow.TryClassify(features, profile) is not { } answer)
                return null;
            ShadowMetrics.Answered(answer.Posture == active.Posture);
            if (time.GetElapsedTime(begun) > SlowAnswer)
                RestAfter(ShadowMetrics.Slow);
            return new ShadowPrediction(answer.ModelVersion, answer.Posture, answer.Confidence);
        }
        catch (Exception e)
        {
            // Whatever it is, it is the candidate's and not the wearer's.
            RestAfter(ShadowMetrics.Failed);
            if (Interlocked.Exchange(ref _lastFailed, shadow) != shadow)
                LogFailed(shadow.Manifest.Version, e);
            return null;
        }
    }

    private void RestAfter(Action count)
    {
        count();
        Volatile.Write(ref _restsUntil, time.GetTimestamp() + (long)(Rest.TotalSeconds * time.TimestampFrequency));
    }

    [LoggerMessage(3002, LogLevel.Warning, "Shadow {Version} failed; from now on its faults are only counted")]
    private partial void LogFailed(string version, Exception exception);
}
