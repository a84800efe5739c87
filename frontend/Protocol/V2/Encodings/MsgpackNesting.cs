using MessagePack;

namespace Posture.Frontend.Protocol.V2.Encodings;

/// <summary>Values within values.</summary>
internal static class MsgpackNesting
{
    /// <summary>Levels of arrays and maps, the message itself included: as deep as JSON may be.</summary>
    public const int MaxDepth = 64;

    /// <summary>
    /// Walks over one value. A level costs stack but only a byte of the message: hence a bound. Throws the library's
    /// <c>MessagePackSerializationException</c> when it is no MessagePack, or deeper than <see cref="MaxDepth"/>.
    /// </summary>
    /// <param name="reader">Stands on the value.</param>
    /// <param name="depth">Levels around it.</param>
    /// <exception cref="EndOfStreamException">It is cut short.</exception>
    public static void Skip(ref MessagePackReader reader, int depth = 0)
    {
        MessagePackType type = reader.NextMessagePackType;
        if (type is not (MessagePackType.Array or MessagePackType.Map))
        {
            reader.Skip();
            return;
        }

        if (depth == MaxDepth)
            throw new MessagePackSerializationException($"Nested deeper than {MaxDepth} levels.");
        long values = type == MessagePackType.Array ? reader.ReadArrayHeader() : 2L * reader.ReadMapHeader();
        for (long i = 0; i < values; i++)
            Skip(ref reader, depth + 1);
    }
}
