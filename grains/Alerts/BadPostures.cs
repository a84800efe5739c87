using System.Collections.Immutable;
using Posture.Grains.Interfaces.Calibration;

namespace Posture.Grains.Alerts;

/// <summary>
/// The bad postures and the good ones that a person has calibrated. The others are left out of every judgement: of them
/// the model knows only what people do on average, and that is next to nothing.
/// </summary>
internal sealed class BadPostures
{
    private readonly ImmutableArray<int> _bad;
    private readonly ImmutableArray<int> _good;

    public BadPostures(PersonalProfile? profile, ImmutableArray<int> badPostures)
    {
        ILookup<bool, int> shown = Enumerable.Range(0, profile?.Postures.Length ?? 0)
            .Where(label => profile!.Postures[label] is not null)
            .ToLookup(badPostures.Contains);
        _bad = [.. shown[true]];
        _good = [.. shown[false]];
    }

    /// <summary>Whether there is one of each, so that the two can be told apart.</summary>
    public bool CanBeTold => !_bad.IsEmpty && !_good.IsEmpty;

    /// <summary>Probability of a bad posture, given that it is one that the person has shown.</summary>
    /// <param name="probabilities">Probabilities by label, [8].</param>
    public double Probability(ReadOnlySpan<double> probabilities)
    {
        double bad = Sum(probabilities, _bad), good = Sum(probabilities, _good);
        return bad + good > 0 ? bad / (bad + good) : 0;
    }

    /// <summary>The bad posture that is most probable.</summary>
    public int MostProbable(ReadOnlySpan<double> probabilities)
    {
        int most = _bad[0];
        foreach (int label in _bad)
        {
            if (probabilities[label] > probabilities[most])
                most = label;
        }

        return most;
    }

    private static double Sum(ReadOnlySpan<double> probabilities, ImmutableArray<int> labels)
    {
        double sum = 0;
        foreach (int label in labels)
            sum += probabilities[label];
        return sum;
    }
}
