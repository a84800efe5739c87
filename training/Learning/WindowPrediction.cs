using System.Collections.Immutable;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Training.Learning;

/// <summary>What a model says of the window that a frame leaves behind.</summary>
/// <param name="FrameIndex">0-based position of the frame in its stream.</param>
/// <param name="Frame">The newest frame of the window.</param>
/// <param name="Label">The most probable posture.</param>
/// <param name="Probabilities">Probabilities by label, [8].</param>
internal sealed record WindowPrediction(
    int FrameIndex, PitchFrame Frame, int Label, ImmutableArray<double> Probabilities);
