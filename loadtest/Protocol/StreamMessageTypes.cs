using System.Text;

namespace Posture.LoadTest.Protocol;

/// <summary>The types of what a v2 server says.</summary>
internal static class StreamMessageTypes
{
    private static readonly string[] Known = ["prediction", "ack", "error", "hello", "alert", "calibration", "drain"];

    /// <summary>The type as text; a known one costs no string.</summary>
    public static string Text(ReadOnlySpan<byte> type)
    {
        foreach (string known in Known)
        {
            if (Ascii.Equals(type, known))
                return known;
        }

        return Encoding.UTF8.GetString(type);
    }
}
