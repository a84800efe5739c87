using System.Collections.Immutable;
using Posture.Training.Evaluation;

namespace Posture.Training.Packaging;

/// <summary>
/// The scores of a manifest. <c>loso</c>, leave one subject out, is the literature's name for leaving one person out.
/// </summary>
internal static class ModelMetrics
{
    public static ImmutableSortedDictionary<string, double> Of(EvaluationReport report)
    {
        ImmutableSortedDictionary<string, double>.Builder metrics =
            ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        Add(metrics, "loso", report.PerWindow, report.PerWindowIntervals);
        Add(metrics, "loso_recording", report.PerRecording, report.PerRecordingIntervals);
        return metrics.ToImmutable();
    }

    private static void Add(
        ImmutableSortedDictionary<string, double>.Builder metrics,
        string prefix,
        Scores scores,
        ScoreIntervals intervals)
    {
        void AddWithInterval(string name, double value, Interval interval)
        {
            metrics[$"{prefix}_{name}"] = value;
            metrics[$"{prefix}_{name}_low"] = interval.Low;
            metrics[$"{prefix}_{name}_high"] = interval.High;
        }

        AddWithInterval("macro_f1", scores.MacroF1, intervals.MacroF1);
        AddWithInterval("accuracy", scores.Accuracy, intervals.Accuracy);
        AddWithInterval("ece", scores.ExpectedCalibrationError, intervals.ExpectedCalibrationError);
        AddWithInterval("brier", scores.Brier, intervals.Brier);
        metrics[$"{prefix}_log_loss"] = scores.LogLoss;
        metrics[$"{prefix}_mean_confidence"] = scores.MeanConfidence;
    }
}
