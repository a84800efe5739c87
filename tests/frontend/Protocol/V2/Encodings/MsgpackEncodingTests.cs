using CsCheck;
using MessagePack;
using Posture.Frontend.Protocol.V2;
using Posture.Frontend.Protocol.V2.Encodings;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Frontend.Tests.Protocol.V2.Encodings;

public sealed class MsgpackEncodingTests
{
    private static readonly byte[] Batch = MessagePackSerializer.ConvertFromJson(
        """{"type":"frames","seq":7,"frames":[[15420,-25.73],[15440.5,0]],"now":16000.5,"other":[{"a":[1,"x",null]}]}""");

    [Theory]
    [InlineData("0c", 12)]
    [InlineData("f4", -12)]
    [InlineData("cc0c", 12)]
    [InlineData("cd000c", 12)]
    [InlineData("ce0000000c", 12)]
    [InlineData("cf000000000000000c", 12)]
    [InlineData("d0f4", -12)]
    [InlineData("d1fff4", -12)]
    [InlineData("d2fffffff4", -12)]
    [InlineData("d3fffffffffffffff4", -12)]
    [InlineData("ca41440000", 12.25)]
    [InlineData("cb4028800000000000", 12.25)]
    public void A_number_may_have_any_type(string number, double expected)
    {
        // {"type": "frames", "seq": 0, "frames": [[number, number]]}
        ClientMessage message = Decode("83a474797065a66672616d6573a373657100a66672616d65739192" + number + number);

        Assert.Equal([new PitchFrame(expected, expected)], Assert.IsType<FramesMessage>(message).Batch.Frames);
    }

    [Fact]
    public void Fields_that_are_not_known_are_passed_over_whatever_their_names()
    {
        // {1: nil, bin: ext, [2]: {"seq": 9}, "type": "feedback", "posture": 1, "seq": 3, "posture": 2}
        ClientMessage message = Decode(
            "8701c0" + "c40101" + "d40102" + "9102" + "81a373657109"
            + "a474797065a8666565646261636b" + "a7706f737475726501" + "a373657103" + "a7706f737475726502");

        Assert.Equal(new FeedbackMessage(2, 3), message);
    }

    [Theory]
    [InlineData("", "invalid_msgpack")]
    [InlineData("c1", "invalid_msgpack")]
    [InlineData("8000", "invalid_msgpack")]
    [InlineData("81a474797065", "invalid_msgpack")]
    [InlineData("81a47479", "invalid_msgpack")]
    [InlineData("81a474797065c1", "invalid_msgpack")]
    [InlineData("df40000000", "invalid_msgpack")]
    [InlineData("81a46f74686572df40000000", "invalid_msgpack")]
    [InlineData("dfffffffff", "invalid_msgpack")]
    [InlineData("ddffffffff", "invalid_msgpack")]
    [InlineData("81a178dd7fffffff", "invalid_msgpack")]
    [InlineData("81a178dbffffffff", "invalid_msgpack")]
    [InlineData("81a178c6ffffffff", "invalid_msgpack")]
    [InlineData("81a178c9ffffffff01", "invalid_msgpack")]
    [InlineData("c0", "not_an_object")]
    [InlineData("93010203", "not_an_object")]
    [InlineData("80", "missing_field")]
    [InlineData("81a474797065c0", "unknown_type")]
    [InlineData("81a474797065c40166", "unknown_type")]
    [InlineData("81a474797065a2ff80", "unknown_type")]
    [InlineData("83a474797065a66672616d6573a3736571ca3f800000a66672616d657391920000", "bad_field")]
    [InlineData("83a474797065a66672616d6573a3736571cfffffffffffffffffa66672616d657391920000", "bad_field")]
    [InlineData("83a474797065a66672616d6573a373657100a66672616d657390", "bad_field")]
    [InlineData("83a474797065a66672616d6573a373657100a66672616d6573c0", "bad_field")]
    [InlineData("83a474797065a66672616d6573a373657100a66672616d65739193000000", "bad_field")]
    [InlineData("83a474797065a66672616d6573a373657100a66672616d65739192ca7fc0000000", "not_a_number")]
    [InlineData("83a474797065a66672616d6573a373657100a66672616d6573919200ca7f800000", "not_a_number")]
    [InlineData("83a474797065a66672616d6573a373657100a66672616d65739192cfffffffffffffffff00", "not_a_number")]
    [InlineData("83a474797065a66672616d6573a373657100a66672616d6573919200d6ff00000000", "not_a_number")]
    public void What_is_wrong_is_refused_by_a_code_and_in_words(string hex, string code)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        var refused = Assert.IsType<RefusedMessage>(Decode(hex));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
        Assert.Equal(code, StreamErrors.Code(refused.Error));
        Assert.NotEmpty(refused.Text);
    }

    [Theory]
    [InlineData(MsgpackNesting.MaxDepth - 1, "missing_field")]
    [InlineData(MsgpackNesting.MaxDepth, "invalid_msgpack")]
    [InlineData(StreamLimits.MaxMessageBytes - 4, "invalid_msgpack")]
    public void Nesting_has_a_bound(int levels, string code)
    {
        byte[] message = [0x81, 0xa1, (byte)'x', .. Enumerable.Repeat((byte)0x91, levels), 0];

        Assert.Equal(code, StreamErrors.Code(Assert.IsType<RefusedMessage>(Decoded.Msgpack(message)).Error));
    }

    [Theory]
    [InlineData(StreamLimits.MaxBatchFrames, null)]
    [InlineData(StreamLimits.MaxBatchFrames + 1, "too_many_frames")]
    public void A_batch_has_a_bound(int count, string? code)
    {
        string frames = string.Join(',', Enumerable.Repeat("[0,1]", count));
        ClientMessage message = Decoded.ViaMsgpack($$"""{"type":"frames","seq":0,"frames":[{{frames}}]}""");

        Assert.Equal(code, message is RefusedMessage refused ? StreamErrors.Code(refused.Error) : null);
    }

    [Fact]
    public void A_message_that_is_cut_short_anywhere_is_refused()
    {
        Assert.IsType<FramesMessage>(Decoded.Msgpack(Batch));
        for (int length = 0; length < Batch.Length; length++)
            Assert.Equal(StreamError.InvalidMsgpack, Assert.IsType<RefusedMessage>(Decoded.Msgpack(Batch.AsMemory(0, length))).Error);
    }

    [Fact]
    public void Random_bytes_are_decoded_or_refused_and_nothing_else() =>
        Gen.Byte.Array[0, 200].Sample(bytes => Assert.NotNull(Decoded.Msgpack(bytes)), iter: 100_000);

    [Fact]
    public void A_message_with_wrong_bytes_is_decoded_or_refused_and_nothing_else() =>
        Gen.Select(Gen.Int[0, Batch.Length - 1], Gen.Byte).Array[1, 5].Sample(changes =>
        {
            byte[] bytes = [.. Batch];
            foreach ((int index, byte value) in changes)
                bytes[index] = value;
            Assert.NotNull(Decoded.Msgpack(bytes));
        }, iter: 100_000);

    [Fact]
    public void A_message_in_our_buffer_is_not_kept_by_what_was_decoded()
    {
        byte[] buffer = [.. Batch];
        ClientMessage message = Decoded.Msgpack(buffer);
        Array.Clear(buffer);

        Decoded.AssertSame(Decoded.Msgpack(Batch), message);
    }

    private static ClientMessage Decode(string hex) => Decoded.Msgpack(Convert.FromHexString(hex));
}
