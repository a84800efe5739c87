using System.Collections.Immutable;

namespace Posture.Training.Evaluation;

/// <summary>
/// Expected calibration error: the mean gap between confidence and accuracy over bins of equally many answers
/// (Nixon et al., "Measuring Calibration in Deep Learning", CVPR workshops 2019). Equally wide bins would leave most
/// of them empty where confidence varies little.
/// </summary>
internal static class CalibrationError
{
    public const int BinCount = 10;

    /// <summary>The error, 0 to 1; fewer answers than bins are put into one bin each.</summary>
    public static double Of(IReadOnlyList<(double Confidence, bool IsRight)> answers) => Of(Bins(answers));

    /// <summary>The error, 0 to 1.</summary>
    public static double Of(ImmutableArray<ReliabilityBin> bins) =>
        bins.Sum(bin => Math.Abs(bin.ConfidenceSum - bin.RightCount)) / bins.Sum(bin => bin.Count);

    /// <summary>The bins, least confident first.</summary>
    public static ImmutableArray<ReliabilityBin> Bins(IReadOnlyList<(double Confidence, bool IsRight)> answers)
    {
        // A stable order: of equal confidences some may be right and some wrong, on either side of a bin's edge.
        (double Confidence, bool IsRight)[] sorted = [.. answers.OrderBy(answer => answer.Confidence)];
        int count = Math.Min(BinCount, sorted.Length);
        return
        [
            .. Enumerable.Range(0, count).Select(bin =>
                Bin(sorted.AsSpan((bin * sorted.Length / count)..((bin + 1) * sorted.Length / count)))),
        ];
    }

    private static ReliabilityBin Bin(ReadOnlySpan<(double Confidence, bool IsRight)> answers)
    {
        double confidence = 0;
        int right = 0;
        foreach ((double one, bool isRight) in answers)
        {
            confidence += one;
            right += isRight ? 1 : 0;
        }

        return new ReliabilityBin(answers.Length, confidence, right);
    }
}

/// <summary>Answers of like confidence.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="ConfidenceSum">Sum of their confidences.</param>
/// <param name="RightCount">How many of them were right.</param>
internal sealed record ReliabilityBin(int Count, double ConfidenceSum, int RightCount)
{
    /// <summary>How sure the model was of them.</summary>
    public double MeanConfidence => ConfidenceSum / Count;

    /// <summary>Share of them that were right.</summary>
    public double Accuracy => RightCount / (double)Count;
}
