namespace Posture.Silo.Logs;

/// <summary>Text that may hold what a client sent, written so that it stays on one line.</summary>
internal static class LineText
{
    /// <summary>Writes it with control characters and Unicode's line ends as <c>\uXXXX</c>.</summary>
    public static void WriteOneLine(this TextWriter output, ReadOnlySpan<char> text)
    {
        foreach (char character in text)
        {
            if (char.IsControl(character) || character is '\u2028' or '\u2029')
                output.Write($"\\u{(int)character:x4}");
            else
                output.Write(character);
        }
    }
}
