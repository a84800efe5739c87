using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Inference;

namespace Posture.Grains.Inference;

/// <summary>A window to be classified, and what is known of its person; null for nothing.</summary>
internal readonly record struct WindowFeatures(FeatureVector Features, PersonalProfile? Profile);
