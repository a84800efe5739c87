using System.Collections.Immutable;

namespace Posture.Grains.Interfaces.Calibration;

/// <summary>
/// What a person's captures of one posture say of its windows: sufficient statistics of independent normal features. D
/// calibration features.
/// </summary>
/// <param name="Count">
/// Number of windows' lengths held, positive: neighbouring windows share most of their frames, so 20 s are 2 independent
/// windows of 10 s however many frames came.
/// </param>
/// <param name="Mean">Mean of each feature, [D].</param>
/// <param name="SquaredDeviations">Sum of squares about the mean, [D]: <paramref name="Count"/> times the variance.</param>
[GenerateSerializer, Immutable, Alias("posture.posture-statistics")]
public sealed record PostureStatistics(
    double Count, ImmutableArray<double> Mean, ImmutableArray<double> SquaredDeviations);
