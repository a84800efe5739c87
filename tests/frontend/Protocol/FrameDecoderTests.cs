using System.Globalization;
using System.Text;
using CsCheck;
using Posture.Frontend.Protocol;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Frontend.Tests.Protocol;

public sealed class FrameDecoderTests
{
    [Theory]
    [InlineData("""{"timestamp": 15420, "relativePitch": -25.73}""", 15420, -25.73)]
    [InlineData("""{"relativePitch":-25.73,"timestamp":15420}""", 15420, -25.73)]
    [InlineData(""" { "timestamp" : 1.5e3 , "relativePitch" : 0 } """, 1500, 0)]
    [InlineData("""{"timestamp":1700000000000.25,"relativePitch":-180}""", 1700000000000.25, -180)]
    [InlineData("""{"timestamp":-5,"relativePitch":180}""", -5, 180)]
    [InlineData("""{"timestamp":9007199254740992,"relativePitch":1}""", 9007199254740992, 1)]
    [InlineData("""{"timestamp":1,"relativePitch":2,"timestamp":3}""", 3, 2)]
    [InlineData("""{"timestamp":"x","relativePitch":2,"timestamp":3}""", 3, 2)]
    [InlineData("""{"t\u0069mestamp":1,"relativePitch":2}""", 1, 2)]
    [InlineData("""{"timestamp":1,"relativePitch":2,"extra":{"timestamp":[9,{"relativePitch":null}]},"더":"값"}""", 1, 2)]
    [InlineData("""{"timestamp":1,"relativePitch":2,"note":"NaN \" Infinity"}""", 1, 2)]
    [InlineData("""{"timestamp":1,"relativePitch":2,"battery":NaN}""", 1, 2)]
    [InlineData("""{"timestamp":1,"relativePitch":2,"lone":"\ud800"}""", 1, 2)]
    public void A_frame_is_read(string message, double timestampMs, double pitchDegrees) =>
        Assert.Equal((null, new PitchFrame(timestampMs, pitchDegrees)), Decode(message));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"timestamp":1}""")]
    [InlineData("""{"relativePitch":1}""")]
    [InlineData("""{"timestamp":"no number","other":1}""")]
    [InlineData("""{"Timestamp":1,"relativepitch":1}""")]
    [InlineData("""{"nested":{"timestamp":1,"relativePitch":1}}""")]
    public void A_missing_field_is_said_to_be_missing(string message) =>
        Assert.Equal(FrameError.MissingField, Decode(message).Error);

    [Theory]
    [InlineData("\"1\"")]
    [InlineData("true")]
    [InlineData("false")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("[1]")]
    [InlineData("{}")]
    [InlineData("{\"value\":1}")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("1e17")]
    public void A_value_that_is_no_usable_number_is_no_number_in_either_field(string value)
    {
        Assert.Equal(FrameError.NotANumber, Decode($$"""{"timestamp":{{value}},"relativePitch":1}""").Error);
        Assert.Equal(FrameError.NotANumber, Decode($$"""{"timestamp":1,"relativePitch":{{value}}}""").Error);
    }

    [Theory]
    [InlineData("180.001")]
    [InlineData("-180.001")]
    [InlineData("360")]
    public void A_pitch_outside_the_circle_is_no_number(string pitch) =>
        Assert.Equal(FrameError.NotANumber, Decode($$"""{"timestamp":1,"relativePitch":{{pitch}}}""").Error);

    [Fact]
    public void A_time_beyond_exact_integers_is_no_number() =>
        Assert.Equal(FrameError.NotANumber, Decode("""{"timestamp":9007199254740994,"relativePitch":1}""").Error);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("hello")]
    [InlineData("""{"timestamp":1,"relativePitch":2""")]
    [InlineData("""{"timestamp":1,"relativePitch":2}}""")]
    [InlineData("""{"timestamp":1,"relativePitch":2} x""")]
    [InlineData("""{"timestamp":1,"relativePitch":2}{}""")]
    [InlineData("""{"timestamp":1,"relativePitch":2,}""")]
    [InlineData("""{"timestamp":01,"relativePitch":2}""")]
    [InlineData("""{"timestamp":+1,"relativePitch":2}""")]
    [InlineData("""{"timestamp":1.,"relativePitch":2}""")]
    [InlineData("""{"timestamp":0x1,"relativePitch":2}""")]
    [InlineData("""{"timestamp":1NaN,"relativePitch":2}""")]
    [InlineData("""{'timestamp':1,'relativePitch':2}""")]
    [InlineData("""{timestamp:1,relativePitch:2}""")]
    [InlineData("""{"timestamp":1,"relativePitch":2} // comment""")]
    [InlineData("\uFEFF{\"timestamp\":1,\"relativePitch\":2}")]
    [InlineData("""{"timestamp":nan,"relativePitch":2}""")]
    [InlineData("""{"\ud800abcdefgh":1,"timestamp":1,"relativePitch":2}""")]
    public void What_is_no_json_is_said_to_be_none(string message) =>
        Assert.Equal(FrameError.InvalidJson, Decode(message).Error);

    [Theory]
    [InlineData("[]")]
    [InlineData("[15420, -25.73]")]
    [InlineData("7")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    [InlineData("NaN")]
    public void Json_that_is_no_object_is_said_to_be_none(string message) =>
        Assert.Equal(FrameError.NotAnObject, Decode(message).Error);

    [Theory]
    [InlineData(63, null)]
    [InlineData(64, FrameError.InvalidJson)]
    public void Nesting_ends_at_64_levels(int levelsBelowTheTop, object? error)
    {
        string nested = new string('[', levelsBelowTheTop) + new string(']', levelsBelowTheTop);

        Assert.Equal(error, Decode($$"""{"timestamp":1,"relativePitch":2,"x":{{nested}}}""").Error);
    }

    [Fact]
    public void Any_valid_frame_is_read_exactly_as_written() =>
        Gen.Select(Gen.Double[-9e15, 9e15], Gen.Double[-180, 180]).Sample(
            (timestampMs, pitchDegrees) =>
            {
                string message = string.Create(
                    CultureInfo.InvariantCulture, $$"""{"timestamp":{{timestampMs:R}},"relativePitch":{{pitchDegrees:R}}}""");
                Assert.Equal((null, new PitchFrame(timestampMs, pitchDegrees)), Decode(message));
            },
            iter: 5_000);

    [Fact]
    public void Random_bytes_never_throw() => Gen.Byte.Array[0, 64].Sample(AssertDecodes, iter: 10_000);

    // Shreds of frames reach much deeper into the reader than random bytes do.
    [Fact]
    public void Shreds_of_messages_never_throw() =>
        Gen.OneOf(
            "{", "}", "[", "]", ":", ",", "\"", "\\", " ", "\"timestamp\"", "\"relativePitch\"", "1", "-2.5", "1e400", "NaN",
            "-Infinity", "null", "true", "\\ud800", "\"\\ud800timestamp\"", "\\u0041", "\"x\"", "\uFEFF", "가")
            .Array[0, 24]
            .Sample(shreds => AssertDecodes(Encoding.UTF8.GetBytes(string.Concat(shreds))), iter: 50_000);

    [Fact]
    public void A_frame_with_any_one_byte_changed_never_throws() =>
        Gen.Select(Gen.Int[0, 44], Gen.Byte).Sample(
            (place, value) =>
            {
                byte[] message = """{"timestamp": 15420, "relativePitch": -25.73}"""u8.ToArray();
                message[place] = value;
                AssertDecodes(message);
            },
            iter: 10_000);

    [Fact]
    public void A_good_frame_allocates_nothing()
    {
        byte[] message = """{"timestamp": 15420, "relativePitch": -25.73, "device": {"id": "각도계"}}"""u8.ToArray();
        for (int i = 0; i < 100; i++)
            FrameDecoder.Decode(message, out _);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            FrameDecoder.Decode(message, out _);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static (FrameError? Error, PitchFrame Frame) Decode(string message)
    {
        FrameError? error = FrameDecoder.Decode(Encoding.UTF8.GetBytes(message), out PitchFrame frame);
        return (error, frame);
    }

    private static void AssertDecodes(byte[] message)
    {
        FrameError? error = FrameDecoder.Decode(message, out PitchFrame frame);
        if (error is null)
            Assert.True(double.IsFinite(frame.TimestampMs) && Math.Abs(frame.PitchDegrees) <= 180);
        else
            Assert.Equal(default, frame);
    }
}
