using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using MessagePack;
using Posture.Frontend.Protocol.V2;
using Posture.Frontend.Protocol.V2.Encodings;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Interfaces.Streams;

namespace Posture.Frontend.Tests.Protocol.V2.Encodings;

/// <summary>What is said in JSON and in MessagePack is the same.</summary>
public sealed class EncodingAgreementTests
{
    private static readonly Gen<string> Number = Gen.OneOf(
        Gen.Double[-200, 200].Select(Text),
        Gen.Double.Where(double.IsFinite).Select(Text),
        Gen.Long[-(1L << 54), 1L << 54].Select(Text),
        Gen.Int[-3, 9].Select(Text),
        AnyOf("true", "null", "\"5\"", "[]", "{}", "18446744073709551615", "-9223372036854775808"));

    private static readonly Gen<string> Frame = Gen.Frequency(
        (20, Gen.Select(Gen.Double[-1e15, 1e15], Gen.Double[-180, 180]).Select(pair => $"[{Text(pair.Item1)},{Text(pair.Item2)}]")),
        (1, Number.Array[0, 4].Select(numbers => $"[{string.Join(',', numbers)}]")),
        (1, Number));

    private static readonly Gen<string> Frames = Gen.Frequency(
        (8, Frame.Array[0, 60].Select(frames => $"[{string.Join(',', frames)}]")),
        (1, Frame.Array[510, 514].Select(frames => $"[{string.Join(',', frames)}]")),
        (1, Number));

    private static readonly Gen<string> Field = Gen.Frequency(
        (6, AnyOf("frames", "calibrate", "feedback", "Frames", "", "자세", "a\\\"b\\n").Select(type => $"\"type\":\"{type}\"")),
        (1, Number.Select(value => $"\"type\":{value}")),
        (6, Number.Select(value => $"\"seq\":{value}")),
        (4, Frames.Select(value => $"\"frames\":{value}")),
        (2, Number.Select(value => $"\"now\":{value}")),
        (4, Number.Select(value => $"\"posture\":{value}")),
        (4, Number.Select(value => $"\"seconds\":{value}")),
        (2, Number.Select(value => $"\"other\":{{\"seq\":[{value}]}}")));

    [Fact]
    public void Every_message_of_a_client_is_understood_alike() => Field.Array[0, 9]
        .Select(fields => $"{{{string.Join(',', fields)}}}")
        .Sample(json => Decoded.AssertSame(Decoded.Json(json), Decoded.ViaMsgpack(json)), iter: 20_000);

    [Fact]
    public void Good_batches_are_understood_alike_and_come_through_whole() =>
        Gen.Select(Gen.Long[0, 1L << 53], Gen.Select(Gen.Double[-9e15, 9e15], Gen.Double[-180, 180]).Array[1, 512]).Sample((sequence, frames) =>
        {
            string pairs = string.Join(',', frames.Select(frame => $"[{Text(frame.Item1)},{Text(frame.Item2)}]"));
            string json = $$"""{"type":"frames","seq":{{sequence}},"frames":[{{pairs}}]}""";

            var message = Assert.IsType<FramesMessage>(Decoded.ViaMsgpack(json));
            Decoded.AssertSame(Decoded.Json(json), message);
            Assert.Equal(sequence, message.Batch.FirstSequence);
            Assert.Equal(frames, message.Batch.Frames.Select(frame => (frame.TimestampMs, frame.PitchDegrees)));
        }, iter: 300);

    [Fact]
    public void Every_message_of_the_server_says_the_same()
    {
        var prediction = new Prediction(3, 0.42f, [0.1f, 0.05f, 0.15f, 0.42f, 0.08f, 0.07f, 0.07f, 0.06f], "2.1.0");
        AssertSame(replies => replies.Hello(new StreamReply(StreamOutcome.Resumed, 0x0f3a, "5f0c", 1L << 40, "2.1.0"), "mina~5f0c"));
        AssertSame(replies => replies.Hello(new StreamReply(StreamOutcome.Opened), ""));
        AssertSame(replies => replies.Acknowledgement(-1));
        AssertSame(replies => replies.Prediction(prediction, 1L << 53, 15_420));
        AssertSame(replies => replies.Prediction(prediction, 0, -1_700_000_000_000.125));
        AssertSame(replies => replies.Calibration(new CaptureStatus(3, CaptureState.Capturing, 6.2)));
        AssertSame(replies => replies.Calibration(new CaptureStatus(3, CaptureState.Rejected, 0, "흔들림", CaptureFault.Restless)));
        AssertSame(replies => replies.Alert(new AlertNotice(true, 1, 12_000)));
        AssertSame(replies => replies.Drain(TimeSpan.FromMilliseconds(1_234)));
        AssertSame(replies => replies.Error(new RefusedMessage(StreamError.OutOfOrder, "Frame 5 is due.", 5)));
        AssertSame(replies => replies.Error(new RefusedMessage(StreamError.InvalidMsgpack, "no")));
    }

    private static void AssertSame(Func<V2Replies, ReadOnlyMemory<byte>> write)
    {
        using var json = new V2Replies(new JsonEncoding().CreateWriter());
        using var msgpack = new V2Replies(new MsgpackEncoding().CreateWriter());
        JsonNode expected = JsonNode.Parse(Encoding.UTF8.GetString(write(json).Span))!;
        JsonNode actual = JsonNode.Parse(MessagePackSerializer.ConvertToJson(write(msgpack)))!;
        Assert.True(JsonNode.DeepEquals(expected, actual), $"{expected.ToJsonString()} became {actual.ToJsonString()}");
    }

    private static Gen<string> AnyOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
