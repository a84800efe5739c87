using System.Buffers.Binary;
using System.Buffers.Text;
using Posture.Grains.Interfaces.PredictionLog;

namespace Posture.Frontend.Users;

/// <summary>A place in the log as an opaque text: base64url of the receive time and the row id.</summary>
internal static class Cursor
{
    private const int Bytes = 2 * sizeof(long);

    public static string Write(PredictionPosition position)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, position.ReceivedAtUnixMicros);
        BinaryPrimitives.WriteInt64BigEndian(bytes[sizeof(long)..], position.Id);
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryRead(string text, out PredictionPosition position)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        position = default;
        if (!Base64Url.IsValid(text, out int length) || length != Bytes)
            return false;
        Base64Url.DecodeFromChars(text, bytes);
        position = new PredictionPosition(
            BinaryPrimitives.ReadInt64BigEndian(bytes), BinaryPrimitives.ReadInt64BigEndian(bytes[sizeof(long)..]));
        return true;
    }
}
