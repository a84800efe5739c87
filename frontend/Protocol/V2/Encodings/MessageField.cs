using System.Text;

namespace Posture.Frontend.Protocol.V2.Encodings;

/// <summary>The fields of the client's messages.</summary>
internal enum MessageField
{
    Type,
    Seq,
    Frames,
    Now,
    Posture,
    Seconds,
}

/// <summary>The fields on the wire.</summary>
internal static class MessageFields
{
    private static readonly string[] Names = [.. Enum.GetNames<MessageField>().Select(name => name.ToLowerInvariant())];

    public static string Name(this MessageField field) => Names[(int)field];

    /// <summary>The field of this name in UTF-8, or null for any other.</summary>
    public static MessageField? Find(ReadOnlySpan<byte> name)
    {
        for (int i = 0; i < Names.Length; i++)
        {
            if (Ascii.Equals(name, Names[i]))
                return (MessageField)i;
        }

        return null;
    }
}
