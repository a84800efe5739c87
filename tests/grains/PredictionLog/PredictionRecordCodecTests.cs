using System.Text;
using CsCheck;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.PredictionLog;

namespace Posture.Grains.Tests.PredictionLog;

public sealed class PredictionRecordCodecTests
{
    // Numbered(7) as format 1: little-endian numbers, texts with their length in front.
    private const string FormatOne = """
        65000000d6459ed20107401e18240a060001000000000000000700000000000000000000000058bb4000000000000029c0030800000000
        00000000cdcccc3d9a99193f9a99993e000000000000000000000000046d696e6105312e302e30093132372e302e302e310474657374
        """;

    [Fact]
    public void Any_record_comes_back_as_it_was() => PredictionRecords.Any.Sample(
        record =>
        {
            byte[] bytes = Encode(record);
            Assert.True(PredictionRecordCodec.TryDecode(bytes, out PredictionRecord decoded, out int length));
            Assert.Equal(bytes.Length, length);
            AssertSame(record, decoded);
        },
        iter: 2_000);

    [Fact]
    public void A_record_is_read_from_the_front_of_a_longer_buffer()
    {
        byte[] first = Encode(PredictionRecords.Numbered(1)), second = Encode(PredictionRecords.Numbered(2));

        Assert.True(PredictionRecordCodec.TryDecode([.. first, .. second], out PredictionRecord decoded, out int length));
        Assert.Equal(1, decoded.Sequence);
        Assert.Equal(first.Length, length);
    }

    [Fact]
    public void The_longest_texts_are_cut_at_a_character_and_the_record_still_fits()
    {
        string korean = new('각', 400), emoji = string.Concat(Enumerable.Repeat("🙂", 400));
        PredictionRecord decoded = RoundTrip(PredictionRecords.Numbered(1) with
        {
            UserId = korean,
            ModelVersion = emoji,
            ClientIp = new string('x', 400),
            UserAgent = "a" + korean,
        });

        Assert.Equal(new string('각', 85), decoded.UserId);
        Assert.Equal(string.Concat(Enumerable.Repeat("🙂", 63)), decoded.ModelVersion);
        Assert.Equal(new string('x', 255), decoded.ClientIp);
        Assert.Equal("a" + new string('각', 84), decoded.UserAgent);
    }

    [Fact]
    public void A_text_that_is_no_valid_UTF_16_is_kept_with_a_replacement_character() =>
        Assert.Equal("a\uFFFDb", RoundTrip(PredictionRecords.Numbered(1) with { UserAgent = "a\uD83Db" }).UserAgent);

    [Fact]
    public void Absent_texts_stay_absent()
    {
        PredictionRecord decoded = RoundTrip(PredictionRecords.Numbered(1) with { ClientIp = null, UserAgent = null });

        Assert.Null(decoded.ClientIp);
        Assert.Null(decoded.UserAgent);
    }

    [Fact]
    public void A_truncated_record_is_refused_at_every_length()
    {
        byte[] bytes = Encode(Korean() with { Shadow = new ShadowPrediction("2.0.0", 1, 0.5f) });

        Assert.All(
            Enumerable.Range(0, bytes.Length),
            length => Assert.False(PredictionRecordCodec.TryDecode(bytes.AsSpan(0, length), out _, out _)));
    }

    [Fact]
    public void A_single_flipped_bit_is_noticed_wherever_it_is()
    {
        byte[] bytes = [.. Encode(Korean()), .. Encode(PredictionRecords.Numbered(2))];
        int bits = Encode(Korean()).Length * 8;

        Assert.All(Enumerable.Range(0, bits), bit =>
        {
            byte[] damaged = [.. bytes];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(PredictionRecordCodec.TryDecode(damaged, out _, out _));
        });
    }

    [Fact]
    public void Bytes_that_are_no_record_are_refused_and_never_throw() => Gen.Byte.Array[0, 200].Sample(
        bytes => Assert.False(PredictionRecordCodec.TryDecode(bytes, out _, out _)), iter: 5_000);

    [Fact]
    public void A_run_of_zeros_is_no_record() =>
        Assert.False(PredictionRecordCodec.TryDecode(new byte[4096], out _, out _));

    [Fact]
    public void A_record_that_was_spooled_before_there_were_shadows_is_still_read_and_still_written_so()
    {
        byte[] spooled = Convert.FromHexString(FormatOne.ReplaceLineEndings(""));

        Assert.True(PredictionRecordCodec.TryDecode(spooled, out PredictionRecord decoded, out int length));
        Assert.Equal(spooled.Length, length);
        AssertSame(PredictionRecords.Numbered(7), decoded);
        Assert.Equal(spooled, Encode(PredictionRecords.Numbered(7)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_time_of_spooling_is_behind_all_that_an_earlier_version_reads(bool hasShadow)
    {
        PredictionRecord record = PredictionRecords.Numbered(7) with
        {
            Shadow = hasShadow ? new ShadowPrediction("2.0.0", 1, 0.5f) : null,
        };
        const int Header = 8;
        byte[] before = Encode(record), after = Encode(record with { SpooledAtUnixMicros = 1 });

        Assert.Equal(before[Header..], after[Header..before.Length]);
        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 0], after[before.Length..]);
    }

    [Fact]
    public void A_record_with_a_shadow_fits_however_long_its_texts_are()
    {
        var shadow = new ShadowPrediction(new string('각', 400), 7, 0.25f);
        PredictionRecord decoded = RoundTrip(PredictionRecords.Numbered(1) with
        {
            UserId = new('x', 400),
            ModelVersion = new('x', 400),
            ClientIp = new('x', 400),
            UserAgent = new('x', 400),
            Shadow = shadow,
            SpooledAtUnixMicros = long.MaxValue,
        });

        Assert.Equal(shadow with { ModelVersion = new string('각', 85) }, decoded.Shadow);
    }

    private static PredictionRecord Korean() => PredictionRecords.Numbered(1) with { UserAgent = "자세/1.0 (시계; 서울)" };

    private static byte[] Encode(PredictionRecord record)
    {
        var buffer = new byte[PredictionRecordCodec.MaxRecordBytes];
        return buffer[..PredictionRecordCodec.Encode(record, record.SpooledAtUnixMicros, buffer)];
    }

    private static PredictionRecord RoundTrip(PredictionRecord record)
    {
        Assert.True(PredictionRecordCodec.TryDecode(Encode(record), out PredictionRecord decoded, out _));
        return decoded;
    }

    // A record's own equality compares the array of probabilities by reference.
    private static void AssertSame(PredictionRecord expected, PredictionRecord actual)
    {
        Assert.Equal(expected.Probabilities.AsSpan(), actual.Probabilities.AsSpan());
        Assert.Equal(expected, actual with { Probabilities = expected.Probabilities });
        Assert.True(Encoding.UTF8.GetByteCount(actual.UserAgent ?? "") <= 255);
    }
}
