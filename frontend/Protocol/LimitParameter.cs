using System.Globalization;

namespace Posture.Frontend.Protocol;

/// <summary>How many rows a query may bring.</summary>
internal static class LimitParameter
{
    private const int Default = 100;
    private const int Max = 1000;

    /// <exception cref="FieldRefusedException">It is no number from 1 to 1000.</exception>
    public static int Read(string? text)
    {
        if (text is null)
            return Default;
        return int.TryParse(text, CultureInfo.InvariantCulture, out int limit) && limit is >= 1 and <= Max
            ? limit
            : throw new FieldRefusedException("limit", $"limit must be 1 to {Max}.");
    }
}
