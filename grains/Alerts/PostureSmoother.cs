using Posture.Grains.Interfaces.Inference;

namespace Posture.Grains.Alerts;

/// <summary>
/// One steady posture out of a stream of predictions: probabilities are averaged over time (exponential smoothing with
/// unequal steps, R. G. Brown, "Smoothing, Forecasting and Prediction", 1963), and another posture takes over only when
/// it has led by a margin for a while. Independent of how many predictions come a second.
/// </summary>
internal sealed class PostureSmoother
{
    /// <summary>Time in which the weight of a prediction falls to 1/e.</summary>
    public const double TimeConstantMs = 5_000;

    /// <summary>By how much the average probability of another posture has to lead.</summary>
    public const double Margin = 0.05;

    /// <summary>For how long it has to lead.</summary>
    public const double DwellMs = 3_000;

    private readonly double[] _average = new double[PostureLabel.Count];
    private double? _lastMs;
    private int _challenger;
    private double _challengedSinceMs;

    /// <summary>The steady posture, or null before the first prediction.</summary>
    public int? Posture { get; private set; }

    /// <summary>Since when <see cref="Posture"/> holds, on the clock of <see cref="Observe"/>.</summary>
    public double SinceMs { get; private set; }

    /// <summary>Averaged probabilities, [8], by label.</summary>
    public ReadOnlySpan<double> Average => _average;

    /// <summary>Begins anew, as after a silence.</summary>
    public void Clear()
    {
        _lastMs = null;
        Posture = null;
    }

    /// <summary>
    /// Takes a prediction's probabilities, [8], made at the given time on any one clock. Of predictions of one instant
    /// the first counts.
    /// </summary>
    public void Observe(ReadOnlySpan<float> probabilities, double atMs)
    {
        double elapsedMs = atMs - (_lastMs ?? double.NegativeInfinity);
        if (elapsedMs <= 0)
            return;

        double weight = 1 - Math.Exp(-elapsedMs / TimeConstantMs);
        for (int label = 0; label < _average.Length; label++)
            _average[label] += weight * (probabilities[label] - _average[label]);
        _lastMs = atMs;
        Settle(atMs);
    }

    private void Settle(double atMs)
    {
        int leader = Array.IndexOf(_average, _average.Max());
        if (Posture is not { } posture)
        {
            Hold(leader, atMs);
            return;
        }

        if (_average[leader] - _average[posture] < Margin)
        {
            _challenger = posture;
            return;
        }

        if (leader != _challenger)
        {
            _challenger = leader;
            _challengedSinceMs = atMs;
        }

        if (atMs - _challengedSinceMs >= DwellMs)
            Hold(leader, atMs);
    }

    private void Hold(int posture, double atMs)
    {
        Posture = posture;
        SinceMs = atMs;
        _challenger = posture;
    }
}
