using System.Globalization;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Frontend.Protocol;

/// <summary>Times in queries and bodies.</summary>
internal static class TimeParameter
{
    /// <summary>Reads an ISO 8601 time as microseconds since the Unix epoch; null stays null.</summary>
    /// <exception cref="FieldRefusedException">It is none.</exception>
    public static long? ReadMicros(string field, string? text) => Read(field, text) is { } time ? UnixMicros.From(time) : null;

    /// <summary>Reads an ISO 8601 time, UTC where it names no zone; null stays null.</summary>
    /// <exception cref="FieldRefusedException">It is none.</exception>
    public static DateTimeOffset? Read(string field, string? text)
    {
        if (text is null)
            return null;
        // The plus sign of a pasted offset arrives as a space.
        return DateTimeOffset.TryParse(
            text.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : throw new FieldRefusedException(field, $"{field} must be an ISO 8601 time such as 2026-11-23T09:00:00Z.");
    }
}
