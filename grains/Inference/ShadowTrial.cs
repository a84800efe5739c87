using Microsoft.Extensions.Logging;
using Posture.Grains.Interfaces.Inference;

namespace Posture.Grains.Inference;

/// <summary>
/// Asks the shadow what it would have said. Nothing that it does reaches the reply: a fault is counted, and after a fault
/// or when it has become slow it rests, so that a bad candidate holds up a few frames a second at the most.
/// </summary>
internal sealed partial class ShadowTrial(ModelHost models, TimeProvider time, ILogger<ShadowTrial> logger)
{
    /// <summary>
    /// It is slow when its answers take longer on average, each counting as one of <see cref="AnswersInMean"/>. A single
    /// one says nothing: a busy machine interrupts any call for milliseconds.
    /// </summary>
    public static readonly TimeSpan SlowMean = TimeSpan.FromMilliseconds(1);

    /// <summary>How many answers the average looks back over.</summary>
    public const int AnswersInMean = 64;

    /// <summary>How long it is not asked then.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private long _restsUntil = long.MinValue;
    private double _meanMs;
    private ServedModel? _lastFailed;

    /// <summary>The active model's prediction with the shadow's answer, if there is one.</summary>
    public Prediction Beside(WindowFeatures window, Prediction active) =>
        Ask(window, active) is { } answer ? active with { Shadow = answer } : active;

    // Null without a shadow, while it rests and when it fails.
    private ShadowPrediction? Ask(WindowFeatures window, Prediction active)
    {
        if (models.Shadow is not { } shadow || time.GetTimestamp() < Volatile.Read(ref _restsUntil))
            return null;
        long begun = time.GetTimestamp();
        try
        {
            Prediction? said = null;
            if (!shadow.TryClassify([window], new Span<Prediction?>(ref said)) || said is not { } answer)
                return null;
            ShadowMetrics.Answered(answer.Posture == active.Posture);
            NoteDuration(time.GetElapsedTime(begun));
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

    // Calls side by side may overwrite each other's part in the average, which is as good without it.
    private void NoteDuration(TimeSpan duration)
    {
        double mean = Volatile.Read(ref _meanMs);
        mean += (duration.TotalMilliseconds - mean) / AnswersInMean;
        bool isSlow = mean > SlowMean.TotalMilliseconds;
        Volatile.Write(ref _meanMs, isSlow ? 0 : mean);
        if (isSlow)
            RestAfter(ShadowMetrics.Slow);
    }

    private void RestAfter(Action count)
    {
        count();
        Volatile.Write(ref _restsUntil, time.GetTimestamp() + (long)(Rest.TotalSeconds * time.TimestampFrequency));
    }

    [LoggerMessage(3002, LogLevel.Warning, "Shadow {Version} failed; from now on its faults are only counted")]
    private partial void LogFailed(string version, Exception exception);
}
