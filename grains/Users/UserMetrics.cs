using System.Globalization;
using Posture.Grains.Inference;
using Posture.Grains.Windows;
using Prometheus;

namespace Posture.Grains.Users;

/// <summary>Counters of the user grains. No label ever names a user: a series per user would never end.</summary>
internal static class UserMetrics
{
    private static readonly Counter PredictionsByPosture = Metrics.CreateCounter(
        "posture_predictions_total", "Predictions given out, by predicted posture.", "posture");

    // Looked up once: the label is on the path of every frame.
    private static readonly Counter.Child[] Predictions =
    [
        .. Enumerable.Range(0, ModelFolder.PostureCount)
            .Select(label => PredictionsByPosture.WithLabels(label.ToString(CultureInfo.InvariantCulture))),
    ];

    private static readonly Histogram Confidence = Metrics.CreateHistogram(
        "posture_prediction_confidence",
        "Confidence of each prediction: what the model gives the posture that it names, from 1/8 to 1.",
        new HistogramConfiguration { Buckets = [.2, .3, .4, .5, .6, .7, .8, .9, 1] });

    private static readonly Gauge Active = Metrics.CreateGauge(
        "posture_users_active", "Users whose grain lives on this silo.");

    private static readonly Counter LateFrames = Metrics.CreateCounter(
        "posture_window_late_frames_total", "Frames that were older than the window reaches.");

    private static readonly Counter SurplusFrames = Metrics.CreateCounter(
        "posture_window_surplus_frames_total", "Frames that left a window early because the device is too fast for it.");

    private static readonly Counter RecordFaults = Metrics.CreateCounter(
        "posture_user_record_faults_total", "Reads and writes of a user's record that the grain storage refused.");

    public static void Activated() => Active.Inc();

    public static void Deactivated() => Active.Dec();

    public static void Predicted(int posture, float confidence)
    {
        Predictions[posture].Inc();
        Confidence.Observe(confidence);
    }

    public static void WindowChanged(WindowChange change)
    {
        if (change == WindowChange.TooLate)
            LateFrames.Inc();
        else if (change == WindowChange.OldestDropped)
            SurplusFrames.Inc();
    }

    public static void RecordRefused() => RecordFaults.Inc();
}
