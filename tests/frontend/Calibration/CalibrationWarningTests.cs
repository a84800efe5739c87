using Posture.Frontend.Calibration;
using Posture.Grains.Interfaces.Calibration;

namespace Posture.Frontend.Tests.Calibration;

public sealed class CalibrationWarningTests
{
    [Fact]
    public void Somebody_who_has_shown_nothing_is_told_what_that_costs()
    {
        CalibrationWarning warning = Assert.Single(CalibrationWarning.Of(new CalibrationStatus([], null, null)));

        Assert.Equal(("missing", null), (warning.Code, warning.Posture));
        Assert.Contains("chance", warning.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_good_calibration_has_no_warnings() => Assert.Empty(CalibrationWarning.Of(Whole()));

    [Fact]
    public void Every_fault_is_named_with_its_posture()
    {
        CalibrationStatus whole = Whole();
        var status = new CalibrationStatus(
            [.. whole.Postures.Skip(1).Select(posture => posture.Posture switch
            {
                3 => posture with { IsStale = true },
                4 => posture with { NearestPosture = 5, Overlap = 0.8 },
                _ => posture,
            })],
            null,
            Fit: 0.4);

        Assert.Equal(
            [("missing", 0, null), ("stale", 3, null), ("overlapping", 4, 5), ("not_fitting", null, null)],
            CalibrationWarning.Of(status).Select(warning => (warning.Code, warning.Posture, warning.Other)));
    }

    private static CalibrationStatus Whole() => new(
        [.. Enumerable.Range(0, 8).Select(label => new CalibratedPosture(label, 20, 20, label * 10, 1, 1, (label + 1) % 8, 0.1, 0, false))],
        null,
        Fit: 0.9);
}
