using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Inference;

namespace Posture.Grains.Tests.Alerts;

/// <summary>Probabilities and profiles to follow a wearer with.</summary>
internal static class Odds
{
    /// <summary>One posture is likely, the others share the rest.</summary>
    public static float[] For(int posture, float probability = 0.9f)
    {
        float[] odds = [.. Enumerable.Repeat((1 - probability) / (PostureLabel.Count - 1), PostureLabel.Count)];
        odds[posture] = probability;
        return odds;
    }

    /// <summary>Somebody who has shown these postures.</summary>
    public static PersonalProfile Profile(params int[] postures) => postures.Aggregate(
        PersonalProfile.Empty, (profile, posture) => profile.With(posture, new PostureStatistics(2, [posture * 5, 0], [1, 1])));

    /// <summary>Somebody who has shown them all.</summary>
    public static readonly PersonalProfile Whole = Profile([.. Enumerable.Range(0, PostureLabel.Count)]);
}
