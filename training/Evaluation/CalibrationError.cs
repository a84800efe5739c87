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
    public static double Of(IReadOnlyList<(double Confidence, bool IsRight)> answers)
    {
        (double Confidence, bool IsRight)[] sorted = [.. answers.OrderBy(answer => answer.Confidence)];
        int bins = Math.Min(BinCount, sorted.Length);
        double gaps = 0;
        for (int bin = 0; bin < bins; bin++)
        {
            int start = bin * sorted.Length / bins;
            int end = (bin + 1) * sorted.Length / bins;
            (double Confidence, bool IsRight)[] members = sorted[start..end];
            gaps += Math.Abs(members.Sum(answer => answer.Confidence) - members.Count(answer => answer.IsRight));
        }

        return gaps / sorted.Length;
    }
}
