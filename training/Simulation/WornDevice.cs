using System.Collections.Immutable;
using Posture.Grains.Alerts;
using Posture.Grains.Calibration;
using Posture.Grains.Features;
using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Alerts;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Windows;
using Posture.Training.Recordings;

namespace Posture.Training.Simulation;

/// <summary>
/// The code that serves, from frame to alert, without sockets and grains: window, features, model, smoothing, policy.
/// </summary>
internal sealed class WornDevice(PostureClassifier classifier, AlertSettings settings)
{
    private const double MsPerSecond = 1000;
    private const int MaxAttempts = 5;

    /// <summary>Lets a wearer show every posture; one whose captures keep being rejected stays unknown.</summary>
    public static PersonalProfile Calibrate(PitchStream stream, double seconds) => Enumerable
        .Range(0, PostureLabels.Count)
        .Aggregate(PersonalProfile.Empty, (profile, posture) => profile.With(posture, Capture(stream, posture, seconds)));

    /// <summary>The alerts of a day, in order.</summary>
    public ImmutableArray<ShownAlert> Wear(PitchStream stream, IEnumerable<Bout> bouts, PersonalProfile profile)
    {
        var bad = new BadPostures(profile, settings.BadPostures);
        var window = new SlidingWindow();
        var monitor = new PostureMonitor();
        var alerts = ImmutableArray.CreateBuilder<ShownAlert>();
        foreach (PitchFrame frame in bouts.SelectMany(stream.Frames))
        {
            window.Add(frame);
            ReadOnlySpan<float> probabilities = classifier.Classify(
                PitchFeatures.Compute(window).Values.AsSpan(), profile);
            AlertChange? change = monitor.Observe(
                probabilities, (long)frame.TimestampMs, settings, bad.CanBeTold ? bad : null);
            if (change is { Reason: null })
                alerts.Add(new ShownAlert(change.AtUnixMs, double.PositiveInfinity));
            else if (change is not null)
                alerts[^1] = alerts[^1] with { DownMs = change.AtUnixMs };
        }

        return alerts.ToImmutable();
    }

    private static PostureStatistics? Capture(PitchStream stream, int posture, double seconds)
    {
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            // The first seconds are the change into the posture, which a wearer ends before the capture begins.
            double startMs = 2 * MsPerSecond;
            var bout = new Bout(Activity.Holding, posture, 0, startMs + (seconds + 1) * MsPerSecond);
            var capture = new PostureCapture();
            foreach (PitchFrame frame in stream.Frames(bout).SkipWhile(frame => frame.TimestampMs < startMs))
            {
                if (capture.HeldMs < seconds * MsPerSecond)
                    capture.Add(frame);
            }

            if (CaptureReview.Reject(capture) is null)
                return capture.Statistics();
        }

        return null;
    }
}

/// <summary>An alert as the wearer saw it.</summary>
/// <param name="UpMs">When it was raised.</param>
/// <param name="DownMs">When it came down; infinity when the day ended before.</param>
internal sealed record ShownAlert(double UpMs, double DownMs);
