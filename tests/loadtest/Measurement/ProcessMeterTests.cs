using Posture.LoadTest.CommandLine;
using Posture.LoadTest.Measurement;

namespace Posture.LoadTest.Tests.Measurement;

public sealed class ProcessMeterTests
{
    [Fact]
    public void This_process_has_used_time_and_memory()
    {
        using ProcessMeter meter = ProcessMeter.OfThisProcess(TimeProvider.System);

        ProcessSample? sample = meter.Sample();

        Assert.NotNull(sample);
        Assert.True(sample.Value.Processor > TimeSpan.Zero);
        Assert.True(sample.Value.ResidentBytes > 0);
    }

    [Fact]
    public void A_process_that_does_not_exist_is_refused() =>
        Assert.Throws<CannotRunException>(() => ProcessMeter.Open([int.MaxValue], TimeProvider.System));
}
