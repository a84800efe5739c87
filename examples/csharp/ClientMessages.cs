using System.Buffers;
using System.Text.Json;

namespace Posture.Examples.CSharp;

/// <summary>The messages of a v2 client, as UTF-8 JSON.</summary>
internal static class ClientMessages
{
    /// <summary>A batch; <paramref name="nowMs"/> is the device's clock, or null to say nothing of it.</summary>
    public static ReadOnlyMemory<byte> Frames(FrameBatch batch, double? nowMs) => Write("frames", json =>
    {
        json.WriteNumber("seq", batch.FirstSequence);
        json.WriteStartArray("frames");
        foreach (PitchFrame frame in batch.Frames)
        {
            json.WriteStartArray();
            json.WriteNumberValue(frame.TimestampMs);
            json.WriteNumberValue(frame.PitchDegrees);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        if (nowMs is { } now)
            json.WriteNumber("now", now);
    });

    public static ReadOnlyMemory<byte> Calibrate(int posture, double seconds) => Write("calibrate", json =>
    {
        json.WriteNumber("posture", posture);
        json.WriteNumber("seconds", seconds);
    });

    public static ReadOnlyMemory<byte> Feedback(int posture, long sequence) => Write("feedback", json =>
    {
        json.WriteNumber("posture", posture);
        json.WriteNumber("seq", sequence);
    });

    private static ReadOnlyMemory<byte> Write(string type, Action<Utf8JsonWriter> writeFields)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteString("type", type);
        writeFields(json);
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenMemory;
    }
}
