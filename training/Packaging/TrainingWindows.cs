using System.Collections.Immutable;
using Posture.Grains.Features;
using Posture.Grains.Inference;
using Posture.Training.Recordings;
using Posture.Training.Windows;

namespace Posture.Training.Packaging;

/// <summary>Describes how training windows were spread. Every person counts the same, however long they were recorded.</summary>
internal static class TrainingWindows
{
    private const int BinCount = 10;
    private const double RoundingError = 1e-9;

    public static TrainingReference Describe(IReadOnlyList<WindowedRecording> recordings)
    {
        WindowedRecording[][] persons =
            [.. recordings.GroupBy(recording => recording.Person).Select(person => person.ToArray())];
        return new TrainingReference(
            persons.Length,
            recordings.Sum(recording => recording.Windows.Length),
            [.. Enumerable.Range(0, PitchFeatures.Names.Length).Select(feature => Feature(persons, feature))],
            [.. Enumerable.Range(0, PostureLabels.Count).Select(label => persons.Average(person => PostureShare(person, label)))]);
    }

    private static double PostureShare(WindowedRecording[] person, int label) =>
        person.Where(recording => recording.Label == label).Sum(recording => recording.Windows.Length)
        / (double)person.Sum(recording => recording.Windows.Length);

    private static FeatureReference Feature(WindowedRecording[][] persons, int feature)
    {
        double[][] values =
        [
            .. persons.Select(person => person
                .SelectMany(recording => recording.Windows.Select(window => (double)window.Values[feature]))
                .Order()
                .ToArray()),
        ];
        ImmutableArray<double> edges = Deciles(values);
        return new FeatureReference(
            edges, [.. Enumerable.Range(0, edges.Length + 1).Select(bin => values.Average(person => Share(person, edges, bin)))]);
    }

    // A value that fills several deciles is one edge, and the smallest value none: nothing would be below it.
    private static ImmutableArray<double> Deciles(double[][] persons)
    {
        (double Value, double Weight)[] windows =
        [
            .. persons.SelectMany(values => values.Select(value => (Value: value, Weight: 1.0 / persons.Length / values.Length)))
                .OrderBy(window => window.Value),
        ];
        var edges = new SortedSet<double>();
        double below = 0;
        int decile = 0;
        foreach ((double value, double weight) in windows)
        {
            int reached = (int)(below * BinCount + RoundingError);
            if (reached > decile && value > windows[0].Value)
                edges.Add(value);
            decile = reached;
            below += weight;
        }

        return [.. edges];
    }

    private static double Share(double[] values, ImmutableArray<double> edges, int bin) => values.Count(value =>
        (bin == 0 || value >= edges[bin - 1]) && (bin == edges.Length || value < edges[bin])) / (double)values.Length;
}
