using Posture.Frontend.Protocol.V2;
using Posture.Frontend.Tests.Protocol.V2.Encodings;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Frontend.Tests.Protocol.V2;

public sealed class MessageDecoderTests
{
    [Fact]
    public void Frames_are_read_with_their_number_and_the_devices_time()
    {
        var message = Assert.IsType<FramesMessage>(Decode(
            """{"now": 16000.5, "frames": [[15420, -25.73], [15440.5, 0]], "seq": 7, "type": "frames", "other": {"a": [1]}}"""));

        Assert.Equal((7L, 8L, 42L, 16_000.5), (message.Batch.FirstSequence, message.Batch.LastSequence, message.Batch.ReceivedAtUnixMicros, message.Batch.DeviceNowMs));
        Assert.Equal([new PitchFrame(15_420, -25.73), new PitchFrame(15_440.5, 0)], message.Batch.Frames);
    }

    [Fact]
    public void Captures_and_feedback_are_read()
    {
        Assert.Equal(new CalibrateMessage(3, 20), Decode("""{"type":"calibrate","posture":3,"seconds":20}"""));
        Assert.Equal(new FeedbackMessage(0, 12), Decode("""{"type":"feedback","posture":0,"seq":12}"""));
    }

    [Theory]
    [InlineData("", "invalid_json")]
    [InlineData("{\"type\":\"frames\"} x", "invalid_json")]
    [InlineData("""{"type":"\ud800"}""", "invalid_json")]
    [InlineData("3", "not_an_object")]
    [InlineData("{}", "missing_field")]
    [InlineData("""{"type":3}""", "unknown_type")]
    [InlineData("""{"type":"Frames"}""", "unknown_type")]
    [InlineData("""{"type":"frames","frames":[[0,1]]}""", "missing_field")]
    [InlineData("""{"type":"frames","seq":-1,"frames":[[0,1]]}""", "bad_field")]
    [InlineData("""{"type":"frames","seq":0.5,"frames":[[0,1]]}""", "bad_field")]
    [InlineData("""{"type":"frames","seq":"0","frames":[[0,1]]}""", "bad_field")]
    [InlineData("""{"type":"frames","seq":9007199254740993,"frames":[[0,1]]}""", "bad_field")]
    [InlineData("""{"type":"frames","seq":0}""", "missing_field")]
    [InlineData("""{"type":"frames","seq":0,"frames":{}}""", "bad_field")]
    [InlineData("""{"type":"frames","seq":0,"frames":[]}""", "bad_field")]
    [InlineData("""{"type":"frames","seq":0,"frames":[1]}""", "bad_field")]
    [InlineData("""{"type":"frames","seq":0,"frames":[[0]]}""", "bad_field")]
    [InlineData("""{"type":"frames","seq":0,"frames":[[0,1,2]]}""", "bad_field")]
    [InlineData("""{"type":"frames","seq":0,"frames":[["0",1]]}""", "not_a_number")]
    [InlineData("""{"type":"frames","seq":0,"frames":[[0,null]]}""", "not_a_number")]
    [InlineData("""{"type":"frames","seq":0,"frames":[[0,180.001]]}""", "not_a_number")]
    [InlineData("""{"type":"frames","seq":0,"frames":[[1e16,0]]}""", "not_a_number")]
    [InlineData("""{"type":"frames","seq":0,"frames":[[0,-Infinity]]}""", "not_a_number")]
    [InlineData("""{"type":"frames","seq":0,"frames":[[0,1]],"now":true}""", "bad_field")]
    [InlineData("""{"type":"calibrate","posture":3}""", "missing_field")]
    [InlineData("""{"type":"calibrate","posture":3,"seconds":4.9}""", "bad_field")]
    [InlineData("""{"type":"calibrate","posture":3.5,"seconds":5}""", "bad_field")]
    [InlineData("""{"type":"feedback","posture":-1,"seq":0}""", "bad_field")]
    [InlineData("""{"type":"feedback","posture":1}""", "missing_field")]
    public void What_is_wrong_is_refused_by_a_code_and_in_words(string text, string code)
    {
        var refused = Assert.IsType<RefusedMessage>(Decode(text));

        Assert.Equal(code, StreamErrors.Code(refused.Error));
        Assert.NotEmpty(refused.Text);
    }

    [Fact]
    public void A_refused_batch_is_known_by_its_number()
    {
        var refused = Assert.IsType<RefusedMessage>(Decode("""{"type":"frames","seq":40,"frames":[[0,1],[0,"x"]]}"""));

        Assert.Equal(40, refused.Sequence);
        Assert.Contains("frames[1][1]", refused.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StreamLimits.MaxBatchFrames, true)]
    [InlineData(StreamLimits.MaxBatchFrames + 1, false)]
    public void A_batch_has_a_bound(int count, bool isTaken)
    {
        string frames = string.Join(',', Enumerable.Repeat("[0,1]", count));
        ClientMessage message = Decode($$"""{"type":"frames","seq":0,"frames":[{{frames}}]}""");

        Assert.Equal(isTaken, message is FramesMessage);
        Assert.Equal(isTaken ? null : StreamError.TooManyFrames, (message as RefusedMessage)?.Error);
    }

    private static ClientMessage Decode(string text) => Decoded.Json(text);
}
