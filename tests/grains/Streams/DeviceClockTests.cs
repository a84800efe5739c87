using Posture.Grains.Streams;

namespace Posture.Grains.Tests.Streams;

public sealed class DeviceClockTests
{
    private const double Offset = 1_700_000_000_000;

    [Fact]
    public void The_frame_that_was_least_delayed_tells_the_time()
    {
        var clock = new DeviceClock();
        clock.Observe(1_000, Offset + 1_250);
        clock.Observe(2_000, Offset + 2_050);
        clock.Observe(2_000, Offset + 62_000);

        Assert.Equal(100_000, clock.ToDeviceMs(Offset + 100_050), 60.0);
    }

    [Fact]
    public void A_device_that_runs_slow_is_followed()
    {
        var clock = new DeviceClock();
        for (double second = 0; second < 86_400; second++)
            clock.Observe(second * 999.8, Offset + second * 1000);

        Assert.Equal(86_399 * 999.8, clock.ToDeviceMs(Offset + 86_399_000), 1.0);
    }

    [Fact]
    public void What_was_known_before_counts()
    {
        var clock = new DeviceClock(Offset);
        clock.Observe(0, Offset + 60_000);

        Assert.Equal(60_000, clock.ToDeviceMs(Offset + 60_000));
    }
}
