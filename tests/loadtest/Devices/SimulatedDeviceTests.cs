using Posture.LoadTest.Devices;
using Posture.LoadTest.Protocol;

namespace Posture.LoadTest.Tests.Devices;

public sealed class SimulatedDeviceTests
{
    [Fact]
    public void A_frame_is_the_same_whenever_it_is_asked_for()
    {
        PitchFrame first = new SimulatedDevice(7, intervalMs: 1_000).Frame(123);

        Assert.Equal(first, new SimulatedDevice(7, intervalMs: 1_000).Frame(123));
    }

    [Fact]
    public void Time_moves_on_by_the_interval()
    {
        var device = new SimulatedDevice(0, intervalMs: 20);

        Assert.All(Enumerable.Range(0, 1_000), number =>
            Assert.Equal(20, device.Frame(number + 1).TimestampMs - device.Frame(number).TimestampMs));
    }

    [Fact]
    public void Pitch_stays_within_what_a_sitting_person_does_and_has_two_decimals()
    {
        IEnumerable<double> pitches = Enumerable.Range(0, 50)
            .Select(index => new SimulatedDevice(index, intervalMs: 1_000))
            .SelectMany(device => Enumerable.Range(0, 600).Select(number => device.Frame(number).PitchDegrees));

        Assert.All(pitches, pitch =>
        {
            Assert.InRange(pitch, -50, 50);
            Assert.Equal(Math.Round(pitch, 2), pitch);
        });
    }

    [Fact]
    public void People_and_postures_differ_more_than_the_sway_within_one()
    {
        var device = new SimulatedDevice(3, intervalMs: 1_000);
        double[] minute = [.. Enumerable.Range(0, 60).Select(number => device.Frame(number).PitchDegrees)];

        Assert.InRange(minute.Max() - minute.Min(), 1, 5);
        Assert.True(MeanSpread(Enumerable.Range(0, 20).Select(minute => device.Frame(minute * 60 + 30))) > 5);
        Assert.True(MeanSpread(Enumerable.Range(0, 20).Select(index => new SimulatedDevice(index, 1_000).Frame(0))) > 5);
    }

    private static double MeanSpread(IEnumerable<PitchFrame> frames)
    {
        double[] pitches = [.. frames.Select(frame => frame.PitchDegrees)];
        return pitches.Average(pitch => Math.Abs(pitch - pitches.Average()));
    }
}
