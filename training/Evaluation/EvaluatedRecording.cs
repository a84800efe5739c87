using System.Collections.Immutable;
using Posture.Grains.Alerts;
using Posture.Grains.Interfaces.Inference;
using Posture.Training.Windows;

namespace Posture.Training.Evaluation;

/// <summary>What a model that had not seen the person said of each window of a recording.</summary>
/// <param name="Path">The recording.</param>
/// <param name="Person">Whose it is.</param>
/// <param name="Label">The posture held.</param>
/// <param name="Probabilities">One row of 8 a window.</param>
/// <param name="TimesMs">Device time of each window's newest frame.</param>
internal sealed record EvaluatedRecording(
    string Path, string Person, int Label, ImmutableArray<double[]> Probabilities, ImmutableArray<double> TimesMs)
{
    /// <summary>What <paramref name="classifier"/> says of the windows that a recording ends with.</summary>
    public static EvaluatedRecording Of(
        WindowedRecording recording, ImmutableArray<FeatureVector> windows, WindowClassifier classifier) => new(
            recording.Recording.Path,
            recording.Person,
            recording.Label,
            [.. windows.Select(window => classifier(window.Values.AsSpan()))],
            [.. recording.Recording.Frames[^windows.Length..].Select(frame => frame.TimestampMs)]);

    /// <summary>Every window's answer. They are made once, since a bootstrap asks a thousand times.</summary>
    public ImmutableArray<Answer> WindowAnswers { get; } = [.. Probabilities.Select(row => Answer.Of(Label, row))];

    /// <summary>The same windows' answers as the server steadies them, see <see cref="PostureSmoother"/>.</summary>
    public ImmutableArray<SteadyWindow> SteadyWindows { get; } = Steady(Label, Probabilities, TimesMs);

    /// <summary>The answer of the windows' mean probabilities.</summary>
    public Answer RecordingAnswer { get; } = Answer.Of(Label, Mean(Probabilities));

    private static double[] Mean(ImmutableArray<double[]> rows) =>
        [.. Enumerable.Range(0, rows[0].Length).Select(label => rows.Average(row => row[label]))];

    private static ImmutableArray<SteadyWindow> Steady(int truth, ImmutableArray<double[]> rows, ImmutableArray<double> timesMs)
    {
        var smoother = new PostureSmoother();
        return
        [
            .. rows.Zip(timesMs, (row, timeMs) =>
            {
                smoother.Observe([.. row.Select(probability => (float)probability)], timeMs);
                return new SteadyWindow(
                    Answer.Of(truth, smoother.Average) with { Label = smoother.Posture!.Value }, [.. smoother.Average]);
            }),
        ];
    }
}

/// <summary>A window as the server steadies it.</summary>
/// <param name="Answer">The steady posture held against the truth.</param>
/// <param name="Average">Averaged probabilities by label, [8].</param>
internal readonly record struct SteadyWindow(Answer Answer, ImmutableArray<double> Average);

/// <summary>Probabilities by label, [8], of a window's features.</summary>
internal delegate double[] WindowClassifier(ReadOnlySpan<float> features);
