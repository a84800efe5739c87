using System.Collections.Immutable;
using Posture.Grains.Features;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Windows;
using Posture.Training.Recordings;

namespace Posture.Training.Windows;

/// <summary>A recording with the features of the window that each of its frames leaves behind.</summary>
internal sealed record WindowedRecording(Recording Recording, ImmutableArray<FeatureVector> Windows)
{
    public string Person => Recording.Person;

    public int Label => Recording.Label;

    public static WindowedRecording Of(Recording recording) => new(recording, [.. FeaturesOf(recording.Frames)]);

    /// <summary>
    /// Replays frames as a server would receive them: one feature vector a frame, the partly filled windows at the
    /// start included.
    /// </summary>
    public static IEnumerable<FeatureVector> FeaturesOf(IEnumerable<PitchFrame> frames)
    {
        var window = new SlidingWindow();
        foreach (PitchFrame frame in frames)
        {
            window.Add(frame);
            yield return PitchFeatures.Compute(window);
        }
    }
}
