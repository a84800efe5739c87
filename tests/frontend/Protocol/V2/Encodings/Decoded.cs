using System.Text;
using MessagePack;
using Posture.Frontend.Protocol.V2;
using Posture.Frontend.Protocol.V2.Encodings;

namespace Posture.Frontend.Tests.Protocol.V2.Encodings;

/// <summary>Messages decoded in either encoding.</summary>
internal static class Decoded
{
    public const long ReceivedAt = 42;

    public static ClientMessage Json(string json) => new JsonEncoding().Decode(Encoding.UTF8.GetBytes(json), ReceivedAt);

    public static ClientMessage Msgpack(ReadOnlyMemory<byte> message) => new MsgpackEncoding().Decode(message, ReceivedAt);

    /// <summary>The same message in MessagePack, decoded from there.</summary>
    public static ClientMessage ViaMsgpack(string json) => Msgpack(MessagePackSerializer.ConvertFromJson(json));

    /// <summary>Asserts that two messages say the same.</summary>
    public static void AssertSame(ClientMessage expected, ClientMessage actual)
    {
        if (expected is FramesMessage { Batch: var batch } && actual is FramesMessage { Batch: var other })
        {
            Assert.Equal(batch.Frames.AsEnumerable(), other.Frames);
            Assert.Equal(batch, other with { Frames = batch.Frames });
            return;
        }

        Assert.Equal(expected, actual);
    }
}
