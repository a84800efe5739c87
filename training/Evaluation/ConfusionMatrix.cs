using System.Collections.Immutable;
using Posture.Training.Recordings;

namespace Posture.Training.Evaluation;

/// <summary>Counts of answers by truth (row) and answer (column).</summary>
internal sealed class ConfusionMatrix
{
    private readonly int[,] _counts = new int[PostureLabels.Count, PostureLabels.Count];

    public static ConfusionMatrix Of(IEnumerable<Answer> answers)
    {
        var confusion = new ConfusionMatrix();
        foreach (Answer answer in answers)
            confusion.Add(answer.Truth, answer.Label);
        return confusion;
    }

    public void Add(int truth, int answer) => _counts[truth, answer]++;

    /// <summary>The counts, [8][8].</summary>
    public ImmutableArray<ImmutableArray<int>> Counts =>
        [.. Labels.Select(truth => Labels.Select(answer => _counts[truth, answer]).ToImmutableArray())];

    /// <summary>Share of right answers.</summary>
    public double Accuracy => Labels.Sum(label => _counts[label, label]) / (double)Labels.Sum(Truths);

    /// <summary>Mean of the F1 of every posture that occurs as a truth; one never answered rightly counts 0.</summary>
    public double MacroF1 => Labels.Where(label => Truths(label) > 0).Average(F1);

    /// <summary>Share of each posture's windows that were recognised, [8]; null for one that does not occur.</summary>
    public ImmutableArray<double?> Recalls =>
        [.. Labels.Select(label => Truths(label) > 0 ? _counts[label, label] / (double)Truths(label) : (double?)null)];

    private static IEnumerable<int> Labels => Enumerable.Range(0, PostureLabels.Count);

    private double F1(int label) => 2.0 * _counts[label, label] / (Truths(label) + Answers(label));

    private int Truths(int label) => Labels.Sum(answer => _counts[label, answer]);

    private int Answers(int label) => Labels.Sum(truth => _counts[truth, label]);
}
