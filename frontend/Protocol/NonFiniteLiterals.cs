namespace Posture.Frontend.Protocol;

/// <summary>Finds the bare words NaN, Infinity and -Infinity, which some JSON writers emit.</summary>
internal static class NonFiniteLiterals
{
    /// <summary>
    /// Returns the message with every such word outside a string replaced by null, or null when it holds none. Only
    /// messages that are not JSON come here.
    /// </summary>
    public static byte[]? Replace(ReadOnlySpan<byte> message)
    {
        if (message.IndexOf("NaN"u8) < 0 && message.IndexOf("Infinity"u8) < 0)
            return null;

        var output = new List<byte>(message.Length);
        bool inString = false, found = false;
        for (int i = 0; i < message.Length;)
        {
            int word = inString ? 0 : WordAt(message[i..]);
            if (word > 0)
            {
                output.AddRange("null"u8);
                found = true;
                i += word;
                continue;
            }

            bool escapes = inString && message[i] == '\\' && i + 1 < message.Length;
            if (message[i] == '"')
                inString = !inString;
            output.AddRange(message.Slice(i, escapes ? 2 : 1));
            i += escapes ? 2 : 1;
        }

        return found ? [.. output] : null;
    }

    private static int WordAt(ReadOnlySpan<byte> rest) =>
        rest.StartsWith("NaN"u8) ? 3 : rest.StartsWith("Infinity"u8) ? 8 : rest.StartsWith("-Infinity"u8) ? 9 : 0;
}
