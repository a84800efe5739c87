using System.Text;
using System.Text.Json.Nodes;
using MessagePack;
using Posture.LoadTest.Devices;
using Posture.LoadTest.Protocol;
using Posture.LoadTest.Tests.Support;

namespace Posture.LoadTest.Tests.Protocol;

public sealed class V2ProtocolTests
{
    private const int BatchFrames = 3;

    private static readonly SimulatedDevice Device = new(4, intervalMs: 20);

    public static TheoryData<bool> Encodings => [false, true];

    [Theory, MemberData(nameof(Encodings))]
    public void A_batch_holds_the_devices_next_frames_under_the_number_of_the_first(bool isMsgpack)
    {
        IDeviceProtocol protocol = Protocol(isMsgpack);
        var buffer = new byte[protocol.MaxRequestBytes];
        ReadOnlyMemory<byte> written = buffer.AsMemory(0, protocol.Write(7, buffer));

        JsonNode batch = JsonNode.Parse(isMsgpack ? MessagePackSerializer.ConvertToJson(written) : Encoding.UTF8.GetString(written.Span))!;
        Assert.Equal("frames", batch["type"]!.GetValue<string>());
        Assert.Equal(21, batch["seq"]!.GetValue<int>());
        Assert.Equal(
            Enumerable.Range(21, BatchFrames).Select(number => ((double)Device.Frame(number).TimestampMs, (float)Device.Frame(number).PitchDegrees)),
            batch["frames"]!.AsArray().Select(frame => (frame![0]!.GetValue<double>(), frame[1]!.GetValue<float>())));
    }

    [Theory, MemberData(nameof(Encodings))]
    public void The_longest_batch_fits(bool isMsgpack)
    {
        var device = new SimulatedDevice(4, intervalMs: 1e9);
        IDeviceProtocol protocol = (isMsgpack ? WireProtocol.V2Msgpack : WireProtocol.V2).Create(device, DeviceProtocols.MaxBatchFrames);

        Assert.InRange(protocol.Write(1_000, new byte[protocol.MaxRequestBytes]), 1, 64 * 1024);
    }

    [Theory, MemberData(nameof(Encodings))]
    public void A_right_answer_passes_also_with_news_in_between_and_after_a_wrong_one(bool isMsgpack)
    {
        IDeviceProtocol protocol = Protocol(isMsgpack);

        Assert.True(protocol.IsGreeting(Bytes(isMsgpack, StreamReplies.Hello)));
        Assert.Equal(FaultKind.WrongSequence, Answer(protocol, isMsgpack, 0, StreamReplies.Ack(9), Prediction(0)));
        Assert.Null(Answer(protocol, isMsgpack, 1, StreamReplies.Ack(5), """{"type":"alert","state":"raised","posture":1,"since":0}""", Prediction(1)));
    }

    [Theory, MemberData(nameof(Encodings))]
    public void What_is_wrong_is_found(bool isMsgpack)
    {
        string ack = StreamReplies.Ack(2);
        Assert.Equal(FaultKind.WrongSequence, AnswerFirst(isMsgpack, Prediction(0)));
        Assert.Equal(FaultKind.WrongSequence, AnswerFirst(isMsgpack, ack, ack, Prediction(0)));
        Assert.Equal(FaultKind.WrongSequence, AnswerFirst(isMsgpack, ack, Prediction(1)));
        Assert.Equal(FaultKind.ErrorReply, AnswerFirst(isMsgpack, """{"type":"error","code":"overloaded","message":"later","seq":0}"""));
        Assert.Equal(FaultKind.WrongType, AnswerFirst(isMsgpack, ack, StreamReplies.Hello));
        Assert.Equal(FaultKind.InvalidMessage, AnswerFirst(isMsgpack, "[]"));
        Assert.Equal(FaultKind.BadField, AnswerFirst(isMsgpack, ack, Changed("posture", 8)));
        Assert.Equal(FaultKind.BadField, AnswerFirst(isMsgpack, ack, Changed("confidence", null)));
        Assert.Equal(FaultKind.WrongTimestamp, AnswerFirst(isMsgpack, ack, Changed("t", 1)));
        Assert.Equal(FaultKind.WrongConfidence, AnswerFirst(isMsgpack, ack, Changed("confidence", 0.5)));
        Assert.Equal(FaultKind.WrongConfidence, AnswerFirst(isMsgpack, ack, Changed("posture", 1)));
        Assert.Equal(FaultKind.WrongProbabilities, AnswerFirst(isMsgpack, ack, Changed("probabilities", new JsonArray(0.7, 0.3))));
        Assert.Equal(
            FaultKind.WrongProbabilities,
            AnswerFirst(isMsgpack, ack, Changed("probabilities", new JsonArray(0.1, 0.1, 0.3, 0.1, 0.1, 0.1, 0.1, 0.2))));
    }

    [Fact]
    public void Bytes_that_are_no_message_are_found()
    {
        foreach (byte[] bytes in (byte[][])[[], [0xc1], [0x81, 0xa4], [0xdf, 0xff, 0xff, 0xff, 0xff], [0x81, 0x01, 0x01], [0x80, 0x00]])
            Assert.Equal(FaultKind.InvalidMessage, Protocol(isMsgpack: true).Check(bytes, 0).Fault);
        foreach (string text in (string[])["", "{", "{} {}", "3"])
            Assert.Equal(FaultKind.InvalidMessage, Protocol(isMsgpack: false).Check(Encoding.UTF8.GetBytes(text), 0).Fault);
    }

    private static IDeviceProtocol Protocol(bool isMsgpack) =>
        (isMsgpack ? WireProtocol.V2Msgpack : WireProtocol.V2).Create(Device, BatchFrames);

    private static FaultKind? AnswerFirst(bool isMsgpack, params string[] replies) => Answer(Protocol(isMsgpack), isMsgpack, 0, replies);

    // All but the last must leave the batch unanswered.
    private static FaultKind? Answer(IDeviceProtocol protocol, bool isMsgpack, long number, params string[] replies)
    {
        foreach (string reply in replies[..^1])
            Assert.Equal(new ReplyVerdict(false, null), protocol.Check(Bytes(isMsgpack, reply), number));
        ReplyVerdict last = protocol.Check(Bytes(isMsgpack, replies[^1]), number);
        Assert.True(last.IsWhole);
        return last.Fault;
    }

    private static byte[] Bytes(bool isMsgpack, string json) =>
        isMsgpack ? MessagePackSerializer.ConvertFromJson(json) : Encoding.UTF8.GetBytes(json);

    private static string Prediction(long number) => Right(number).ToJsonString();

    private static string Changed(string field, JsonNode? value)
    {
        JsonObject prediction = Right(0);
        prediction[field] = value;
        return prediction.ToJsonString();
    }

    private static JsonObject Right(long number)
    {
        long last = (number + 1) * BatchFrames - 1;
        return StreamReplies.Prediction(last, Device.Frame(last).TimestampMs);
    }
}
