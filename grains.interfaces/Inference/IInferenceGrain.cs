using System.Collections.Immutable;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Grains.Interfaces.Inference;

/// <summary>
/// The shared, stateless classifier: a worker on every silo, called where the caller is. Every caller uses
/// <see cref="Pool"/> as the key.
/// </summary>
[Alias("posture.inference")]
public interface IInferenceGrain : IGrainWithIntegerKey
{
    /// <summary>The only key in use.</summary>
    const long Pool = 0;

    /// <summary>
    /// Classifies the features of one window of a person; <paramref name="profile"/> is null for somebody who has
    /// calibrated nothing. Null while no model is loaded.
    /// </summary>
    [Alias("classify")]
    ValueTask<Prediction?> Classify(FeatureVector features, PersonalProfile? profile);

    /// <summary>
    /// Classifies the window that <paramref name="frames"/> would leave behind, keeping and logging nothing;
    /// null while no model is loaded.
    /// </summary>
    [Alias("try-frames")]
    ValueTask<Prediction?> TryFrames(ImmutableArray<PitchFrame> frames);

    /// <summary>Version of the model that answers, or null while none is loaded.</summary>
    [Alias("model-version")]
    ValueTask<string?> ModelVersion();
}
