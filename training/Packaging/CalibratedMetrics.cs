using System.Collections.Immutable;
using Posture.Training.Evaluation;

namespace Posture.Training.Packaging;

/// <summary>
/// The scores of a personal model's manifest: <c>uncalibrated_*</c> for somebody who has shown nothing,
/// <c>calibrated_20s_*</c> after 20 s of each posture, all on people left out.
/// </summary>
internal static class CalibratedMetrics
{
    public static ImmutableSortedDictionary<string, double> Of(EvaluationReport report)
    {
        ImmutableSortedDictionary<string, double>.Builder metrics =
            ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        foreach (CalibrationReport calibration in report.Calibrated)
        {
            if (calibration.Seconds == 0)
                Add(metrics, "uncalibrated", calibration.Of(CalibrationReport.Uncalibrated)!);
            else
                Add(metrics, $"calibrated_{calibration.Seconds}s", calibration.Of(CalibrationReport.Personal)!);
        }

        return metrics.ToImmutable();
    }

    private static void Add(
        ImmutableSortedDictionary<string, double>.Builder metrics, string prefix, MethodReport report)
    {
        metrics[$"{prefix}_macro_f1"] = report.MeanMacroF1;
        metrics[$"{prefix}_accuracy"] = report.PerWindow.Accuracy;
        metrics[$"{prefix}_ece"] = report.PerWindow.ExpectedCalibrationError;
        metrics[$"{prefix}_brier"] = report.PerWindow.Brier;
        metrics[$"{prefix}_log_loss"] = report.PerWindow.LogLoss;
        metrics[$"{prefix}_mean_confidence"] = report.PerWindow.MeanConfidence;
        metrics[$"{prefix}_recording_accuracy"] = report.PerRecording.Accuracy;
        metrics[$"{prefix}_recording_macro_f1"] = report.PerRecording.MacroF1;
    }
}
