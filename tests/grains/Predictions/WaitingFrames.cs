using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Interfaces.Users;
using Posture.Grains.Predictions;

namespace Posture.Grains.Tests.Predictions;

/// <summary>Frames of one person.</summary>
internal static class WaitingFrames
{
    private static readonly DeviceConnection Connection = new(Guid.NewGuid(), null!, "127.0.0.1", "test", 1, false);

    /// <summary>A frame whose window has other features than that of any other number.</summary>
    public static WaitingFrame Numbered(int number) =>
        Of(number, new WindowFeatures(new FeatureVector([number / 50f - 20, 2, 3, 4, 5, 6, 7, 8, 9]), PersonalProfile.Empty));

    /// <summary>One that no model can answer.</summary>
    public static WaitingFrame Unanswerable(int number) =>
        Of(number, new WindowFeatures(new FeatureVector([float.NaN, 2, 3, 4, 5, 6, 7, 8, 9]), PersonalProfile.Empty));

    /// <summary>A frame that completed this window.</summary>
    public static WaitingFrame Of(int number, WindowFeatures window) =>
        new(new StampedFrame(new PitchFrame(number * 1000, -12.5), 1_700_000_000_000_000 + number, 1, number), window, "mina", Connection);
}
