using CsCheck;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.PredictionLog;

namespace Posture.Grains.Tests.PredictionLog;

/// <summary>Records to log.</summary>
internal static class PredictionRecords
{
    private static readonly Gen<string> Text = Gen.Frequency(
        (3, Gen.String[Gen.Char['!', '~'], 1, 60]),
        (1, Gen.String[Gen.Char['가', '힣'], 1, 85]));

    /// <summary>Records over the whole range of every field, texts no longer than what is kept.</summary>
    public static readonly Gen<PredictionRecord> Any =
        from key in Gen.Select(Gen.Long, Gen.Long, Gen.Long)
        from user in Gen.String[Gen.Char.AlphaNumeric, 1, 64]
        from input in Gen.Select(Gen.Double, Gen.Double)
        from posture in Gen.Int[0, 7]
        from probabilities in Gen.Float.Array[8]
        from version in Gen.String[Gen.Char.AlphaNumeric, 1, 20]
        from origin in Gen.Select(Gen.Null(Text), Gen.Null(Text))
        from shadow in Gen.Null(Gen.Select(
            Gen.String[Gen.Char.AlphaNumeric, 1, 20], Gen.Int[0, 7], Gen.Float,
            (shadowVersion, shadowPosture, confidence) => new ShadowPrediction(shadowVersion, shadowPosture, confidence)))
        from spooledAt in Gen.Nullable(Gen.Long)
        select new PredictionRecord(
            key.Item1, key.Item2, key.Item3, user, input.Item1, input.Item2, posture, [.. probabilities], version,
            origin.Item1, origin.Item2, shadow, spooledAt);

    /// <summary>The <paramref name="sequence"/>-th record of one stream.</summary>
    public static PredictionRecord Numbered(long sequence, long streamId = 1) => new(
        1_700_000_000_000_000 + sequence, streamId, sequence, "mina", sequence * 1000, -12.5, 3,
        [0, 0, 0.1f, 0.6f, 0.3f, 0, 0, 0], "1.0.0", "127.0.0.1", "test");

    /// <summary>A run of numbered records.</summary>
    public static PredictionRecord[] Run(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(sequence => Numbered(sequence))];

    /// <summary>Their numbers, to compare and to print.</summary>
    public static long[] Sequences(IEnumerable<PredictionRecord> records) => [.. records.Select(record => record.Sequence)];
}
