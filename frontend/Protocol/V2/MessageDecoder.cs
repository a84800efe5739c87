using System.Collections.Immutable;
using System.Text.Json;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Interfaces.Streams;

namespace Posture.Frontend.Protocol.V2;

/// <summary>
/// Reads the messages of protocol v2 (RFC 8259). Unknown fields are ignored, of repeated fields the last one counts,
/// nesting ends at 64 levels.
/// </summary>
internal static class MessageDecoder
{
    /// <summary>Decodes one message; what is wrong with it is a <see cref="RefusedMessage"/>.</summary>
    public static ClientMessage Decode(ReadOnlyMemory<byte> message, long receivedAtUnixMicros)
    {
        long? sequence = null;
        try
        {
            using JsonDocument document = Parse(message);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return new RefusedMessage(StreamError.NotAnObject, "A message must be a JSON object.");
            return Type(root) switch
            {
                "frames" => ReadFrames(root, sequence = Sequence(root), receivedAtUnixMicros),
                "calibrate" => new CalibrateMessage(Posture(root), Seconds(root)),
                "feedback" => new FeedbackMessage(Posture(root), (sequence = Sequence(root)).Value),
                var type => throw new MessageRefusedException(
                    StreamError.UnknownType, $"type must be frames, calibrate or feedback, not '{type}'."),
            };
        }
        catch (MessageRefusedException e)
        {
            return new RefusedMessage(e.Error, e.Message, sequence);
        }
        catch (JsonException)
        {
            return new RefusedMessage(StreamError.InvalidJson, "The message is not valid JSON.");
        }
        catch (InvalidOperationException)
        {
            // A name or text with an escaped surrogate that lacks its other half is no text that could be compared.
            return new RefusedMessage(StreamError.InvalidJson, "The message holds text that is not Unicode.");
        }
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> message)
    {
        try
        {
            return JsonDocument.Parse(message);
        }
        catch (JsonException) when (NonFiniteLiterals.Replace(message.Span) is { } readable)
        {
            return JsonDocument.Parse(readable);
        }
    }

    private static FramesMessage ReadFrames(JsonElement root, long? sequence, long receivedAtUnixMicros)
    {
        JsonElement frames = Field(root, "frames");
        int count = frames.ValueKind == JsonValueKind.Array ? frames.GetArrayLength() : 0;
        if (count == 0)
            throw new MessageRefusedException(StreamError.BadField, "frames must be an array of pairs [t_ms, pitch].");
        if (count > StreamLimits.MaxBatchFrames)
            throw new MessageRefusedException(
                StreamError.TooManyFrames, $"frames holds {count}, at most {StreamLimits.MaxBatchFrames} may come at once.");

        ImmutableArray<PitchFrame>.Builder read = ImmutableArray.CreateBuilder<PitchFrame>(count);
        foreach (JsonElement pair in frames.EnumerateArray())
            read.Add(ReadFrame(pair, read.Count));
        return new FramesMessage(new FrameBatch(sequence!.Value, read.MoveToImmutable(), receivedAtUnixMicros, Now(root)));
    }

    private static PitchFrame ReadFrame(JsonElement pair, int index)
    {
        if (pair.ValueKind != JsonValueKind.Array || pair.GetArrayLength() != 2)
            throw new MessageRefusedException(StreamError.BadField, $"frames[{index}] must be a pair [t_ms, pitch].");
        if (!IsNumber(pair[0], out double timestampMs) || !FrameLimits.IsValidTimestamp(timestampMs))
            throw new MessageRefusedException(
                StreamError.NotANumber, $"frames[{index}][0] must be a number of milliseconds within ±2^53.");
        if (!IsNumber(pair[1], out double pitchDegrees) || !FrameLimits.IsValidPitch(pitchDegrees))
            throw new MessageRefusedException(
                StreamError.NotANumber, $"frames[{index}][1] must be a number of degrees within ±{FrameLimits.MaxPitchDegrees}.");
        return new PitchFrame(timestampMs, pitchDegrees);
    }

    private static string? Type(JsonElement root) => Field(root, "type") is { ValueKind: JsonValueKind.String } type
        ? type.GetString()
        : throw new MessageRefusedException(StreamError.UnknownType, "type must be a string.");

    private static long Sequence(JsonElement root) =>
        Field(root, "seq") is { ValueKind: JsonValueKind.Number } field
        && field.TryGetInt64(out long sequence)
        && sequence is >= 0 and <= StreamLimits.MaxSequence
            ? sequence
            : throw new MessageRefusedException(StreamError.BadField, "seq must be an integer from 0 to 2^53.");

    private static int Posture(JsonElement root) =>
        Field(root, "posture") is { ValueKind: JsonValueKind.Number } field
        && field.TryGetInt32(out int posture)
        && posture is >= 0 and < PostureLabel.Count
            ? posture
            : throw new MessageRefusedException(StreamError.BadField, $"posture must be a label from 0 to {PostureLabel.Count - 1}.");

    private static double Seconds(JsonElement root) =>
        IsNumber(Field(root, "seconds"), out double seconds)
        && seconds is >= StreamLimits.MinCaptureSeconds and <= StreamLimits.MaxCaptureSeconds
            ? seconds
            : throw new MessageRefusedException(
                StreamError.BadField,
                $"seconds must be a number from {StreamLimits.MinCaptureSeconds} to {StreamLimits.MaxCaptureSeconds}.");

    private static double? Now(JsonElement root)
    {
        if (!root.TryGetProperty("now", out JsonElement now))
            return null;
        return IsNumber(now, out double nowMs) && FrameLimits.IsValidTimestamp(nowMs)
            ? nowMs
            : throw new MessageRefusedException(StreamError.BadField, "now must be a number of milliseconds within ±2^53.");
    }

    private static JsonElement Field(JsonElement root, string name) => root.TryGetProperty(name, out JsonElement field)
        ? field
        : throw new MessageRefusedException(StreamError.MissingField, $"{name} is missing.");

    private static bool IsNumber(JsonElement field, out double value)
    {
        value = 0;
        return field.ValueKind == JsonValueKind.Number && field.TryGetDouble(out value);
    }
}
