using System.Collections.Immutable;
using Posture.Grains.Interfaces.Calibration;

namespace Posture.Grains.Calibration;

/// <summary>A user's calibration as it is stored.</summary>
[GenerateSerializer, Immutable, Alias("posture.calibration-record")]
internal sealed record CalibrationRecord
{
    /// <summary>Captures by label, [8]; null for a posture that is not calibrated.</summary>
    [Id(0)]
    public ImmutableArray<StoredCapture?> Captures { get; init; } = [null, null, null, null, null, null, null, null];

    public PersonalProfile Profile => new([.. Captures.Select(capture => capture?.Statistics)]);

    public CalibrationRecord With(int posture, StoredCapture? capture) => this with { Captures = Captures.SetItem(posture, capture) };
}

/// <summary>One posture's capture.</summary>
[GenerateSerializer, Immutable, Alias("posture.stored-capture")]
internal sealed record StoredCapture(PostureStatistics Statistics, int FrameCount, double HeldMs, long CapturedAtUnixMs)
{
    /// <summary>This capture together with an earlier one.</summary>
    public StoredCapture After(StoredCapture? earlier) => earlier is null ? this : this with
    {
        Statistics = earlier.Statistics.Merge(Statistics),
        FrameCount = earlier.FrameCount + FrameCount,
        HeldMs = earlier.HeldMs + HeldMs,
    };
}
