namespace Posture.Grains.Interfaces.Inference;

/// <summary>
/// A probability as JSON text, to six decimals: finer than any classifier is sure of, and a fraction of what the shortest
/// form that reads back as the same float takes to find.
/// </summary>
public static class ProbabilityText
{
    /// <summary>Upper bound of a text, in bytes.</summary>
    public const int MaxBytes = 8;

    private const int Decimals = 6;
    private const int Scale = 1_000_000;

    /// <summary>Writes it as UTF-8 without trailing zeros, such as <c>0.85</c>.</summary>
    /// <param name="probability">0 to 1. What lies beside it, as sums of floats may, counts as the nearer end.</param>
    /// <param name="destination">At least <see cref="MaxBytes"/> long.</param>
    /// <returns>The number of bytes written.</returns>
    public static int Write(float probability, Span<byte> destination)
    {
        uint rest = (uint)Math.Clamp(MathF.Round(probability * Scale), 0, Scale);
        int length = 0;
        for (int i = 1 + Decimals; i > 1; i--)
        {
            (rest, uint digit) = Math.DivRem(rest, 10);
            destination[i] = (byte)('0' + digit);
            if (length == 0 && digit != 0)
                length = i + 1;
        }

        destination[0] = (byte)('0' + rest);
        destination[1] = (byte)'.';
        return length == 0 ? 1 : length;
    }
}
