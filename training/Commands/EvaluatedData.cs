using System.Collections.Immutable;
using Posture.Training.Evaluation;
using Posture.Training.Recordings;
using Posture.Training.Windows;
using Spectre.Console;

namespace Posture.Training.Commands;

/// <summary>A folder's recordings and what leave-one-person-out says of them: where train and evaluate start.</summary>
internal sealed record EvaluatedData(
    RecordingFolder Folder, ImmutableArray<WindowedRecording> Recordings, EvaluationReport Report)
{
    public static EvaluatedData Load(string folder, Trim trim, IAnsiConsole console)
    {
        RecordingFolder loaded = console.WithProgress(
            "Reading recordings", progress => RecordingFolder.Load(folder, trim, progress));
        console.ShowRefused(loaded);
        loaded.RequireTrainable();

        ImmutableArray<WindowedRecording> recordings = [.. loaded.Recordings.Select(WindowedRecording.Of)];
        EvaluationReport report = console.WithProgress(
            "Leaving one person out", "Resampling recordings", "Calibrating people",
            (folds, resamples, calibrations) => EvaluationReport.Of(recordings, folds, resamples, calibrations));
        console.ShowScores(report);
        return new EvaluatedData(loaded, recordings, report);
    }
}
