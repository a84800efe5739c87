using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MessagePack;
using Posture.Architecture.Tests.Support;
using Posture.Frontend.Protocol.V2;
using Posture.Frontend.Protocol.V2.Encodings;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Interfaces.Streams;

namespace Posture.Architecture.Tests.Docs;

/// <summary>What docs/protocol.md says of bytes is so, to the byte.</summary>
public sealed class MsgpackTests
{
    private const int StepMs = 20;

    private static readonly string Page = Repository.Read("docs/protocol.md");

    [Fact]
    public void The_shown_bytes_are_the_shown_message()
    {
        string json = Regex.Match(Page, """`(\{"type":"frames","seq":7,.*?\})`""").Groups[1].Value;
        string hex = Regex.Match(Page, @"```\n((?:[0-9a-f]{2}[ \n])+)```").Groups[1].Value;
        byte[] bytes = Convert.FromHexString(string.Concat(hex.Where(char.IsAsciiHexDigit)));

        FrameBatch expected = Assert.IsType<FramesMessage>(new JsonEncoding().Decode(Encoding.UTF8.GetBytes(json), 0)).Batch;
        FrameBatch shown = Assert.IsType<FramesMessage>(new MsgpackEncoding().Decode(bytes, 0)).Batch;
        Assert.Equal(expected.FirstSequence, shown.FirstSequence);
        Assert.Equal(expected.Frames.AsEnumerable(), shown.Frames);
        Assert.Contains($"{bytes.Length} bytes instead of {json.Length}", Page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(50)]
    public void The_stated_bytes_a_frame_are_what_a_batch_of_that_size_takes(int frames)
    {
        double[] sizes =
        [
            JsonBatch(frames).Length, MsgpackBatch(frames, isSingle: false).Length, MsgpackBatch(frames, isSingle: true).Length,
            .. StreamEncodings.All.Select(AnswerBytes),
        ];

        string row = string.Join(" | ", sizes.Select(bytes => (bytes / frames).ToString("0.0", CultureInfo.InvariantCulture)));
        Assert.Contains($"\n| {frames} | {row} |\n", Page, StringComparison.Ordinal);
    }

    // The acknowledgement and the prediction, which come once a batch.
    private static double AnswerBytes(IStreamEncoding encoding)
    {
        using var replies = new V2Replies(encoding.CreateWriter());
        var prediction = new Prediction(
            3, 0.41872045f, [0.10421376f, 0.053172912f, 0.14872159f, 0.41872045f, 0.0803124f, 0.06721938f, 0.0701235f, 0.057516f], "2.1.0");
        return replies.Acknowledgement(70_049).Length + replies.Prediction(prediction, 70_049, TimestampMs(49)).Length;
    }

    private static string JsonBatch(int frames)
    {
        IEnumerable<string> pairs = Enumerable.Range(0, frames).Select(
            i => string.Create(CultureInfo.InvariantCulture, $"[{TimestampMs(i)},{PitchDegrees(i)}]"));
        return $$"""{"type":"frames","seq":70000,"frames":[{{string.Join(',', pairs)}}]}""";
    }

    private static byte[] MsgpackBatch(int frames, bool isSingle)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        writer.WriteMapHeader(3);
        writer.Write("type");
        writer.Write("frames");
        writer.Write("seq");
        writer.Write(70_000);
        writer.Write("frames");
        writer.WriteArrayHeader(frames);
        for (int i = 0; i < frames; i++)
        {
            writer.WriteArrayHeader(2);
            writer.Write(TimestampMs(i));
            if (isSingle)
                writer.Write((float)PitchDegrees(i));
            else
                writer.Write(PitchDegrees(i));
        }

        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static int TimestampMs(int index) => 900_000 + index * StepMs;

    private static double PitchDegrees(int index) => Math.Round(-25.73 + index * 0.11, 2);
}
