using System.Text;
using Posture.LoadTest.Protocol;

namespace Posture.LoadTest.Tests.Protocol;

public sealed class PitchFrameWriterTests
{
    [Theory]
    [InlineData(15420, -25.73, """{"timestamp":15420,"relativePitch":-25.73}""")]
    [InlineData(0, 0, """{"timestamp":0,"relativePitch":0}""")]
    [InlineData(long.MaxValue, -179.99, """{"timestamp":9223372036854775807,"relativePitch":-179.99}""")]
    public void A_frame_is_written_as_devices_write_it(long timestampMs, double pitchDegrees, string expected)
    {
        var buffer = new byte[PitchFrameWriter.MaxBytes];

        int length = PitchFrameWriter.Write(new PitchFrame(timestampMs, pitchDegrees), buffer);

        Assert.Equal(expected, Encoding.UTF8.GetString(buffer, 0, length));
    }

    [Fact]
    public void A_buffer_that_is_too_short_is_refused() =>
        Assert.Throws<ArgumentException>(() => PitchFrameWriter.Write(new PitchFrame(1, 1), new byte[8]));
}
