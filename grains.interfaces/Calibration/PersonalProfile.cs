using System.Collections.Immutable;

namespace Posture.Grains.Interfaces.Calibration;

/// <summary>How one person holds each posture, as far as it is known.</summary>
/// <param name="Postures">Statistics by label, [8]; null for a posture that the person has not shown.</param>
[GenerateSerializer, Immutable, Alias("posture.personal-profile")]
public sealed record PersonalProfile(ImmutableArray<PostureStatistics?> Postures)
{
    /// <summary>The profile of somebody who has shown nothing yet.</summary>
    public static readonly PersonalProfile Empty = new([null, null, null, null, null, null, null, null]);

    /// <summary>The profile with <paramref name="statistics"/> in place of what it held of a posture; null forgets.</summary>
    public PersonalProfile With(int posture, PostureStatistics? statistics) =>
        new(Postures.SetItem(posture, statistics));
}
