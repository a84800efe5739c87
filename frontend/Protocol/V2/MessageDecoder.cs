using System.Runtime.InteropServices;
using Posture.Frontend.Protocol.V2.Encodings;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Inference;
using Posture.Grains.Interfaces.Streams;

namespace Posture.Frontend.Protocol.V2;

/// <summary>What the fields of a message say, whatever encoding they came in.</summary>
internal static class MessageDecoder
{
    private static readonly string[] Types = ["frames", "calibrate", "feedback"];

    /// <summary>Reads one message; what is wrong with it is a <see cref="RefusedMessage"/>.</summary>
    public static ClientMessage Decode<TFields>(TFields fields, long receivedAtUnixMicros)
        where TFields : struct, IMessageFields
    {
        if (!fields.IsObject)
            return new RefusedMessage(StreamError.NotAnObject, "A message must be an object, in MessagePack a map.");
        long? sequence = null;
        try
        {
            return Type(fields) switch
            {
                "frames" => ReadFrames(fields, (sequence = Sequence(fields)).Value, receivedAtUnixMicros),
                "calibrate" => new CalibrateMessage(Posture(fields), Seconds(fields)),
                "feedback" => new FeedbackMessage(Posture(fields), (sequence = Sequence(fields)).Value),
                var type => throw new MessageRefusedException(
                    StreamError.UnknownType, $"type must be frames, calibrate or feedback, not '{type}'."),
            };
        }
        catch (MessageRefusedException e)
        {
            return new RefusedMessage(e.Error, e.Message, sequence);
        }
    }

    private static FramesMessage ReadFrames<TFields>(TFields fields, long sequence, long receivedAtUnixMicros)
        where TFields : struct, IMessageFields
    {
        Require(fields, MessageField.Frames);
        int count = fields.CountFrames();
        if (count == 0)
            throw new MessageRefusedException(StreamError.BadField, "frames must be an array of pairs [t_ms, pitch].");
        if (count > StreamLimits.MaxBatchFrames)
            throw new MessageRefusedException(
                StreamError.TooManyFrames, $"frames holds {count}, at most {StreamLimits.MaxBatchFrames} may come at once.");

        var frames = new PitchFrame[count];
        int read = fields.ReadFrames(frames);
        for (int i = 0; i < read; i++)
            Check(frames[i], i);
        if (read < count)
            throw new MessageRefusedException(StreamError.BadField, $"frames[{read}] must be a pair [t_ms, pitch].");
        return new FramesMessage(
            new FrameBatch(sequence, ImmutableCollectionsMarshal.AsImmutableArray(frames), receivedAtUnixMicros, Now(fields)));
    }

    private static void Check(PitchFrame frame, int index)
    {
        if (!FrameLimits.IsValidTimestamp(frame.TimestampMs))
            throw new MessageRefusedException(
                StreamError.NotANumber, $"frames[{index}][0] must be a number of milliseconds within ±2^53.");
        if (!FrameLimits.IsValidPitch(frame.PitchDegrees))
            throw new MessageRefusedException(
                StreamError.NotANumber, $"frames[{index}][1] must be a number of degrees within ±{FrameLimits.MaxPitchDegrees}.");
    }

    // The known ones without a string of their own: this is asked of every message.
    private static string Type<TFields>(TFields fields)
        where TFields : struct, IMessageFields
    {
        Require(fields, MessageField.Type);
        foreach (string type in Types)
        {
            if (fields.IsText(MessageField.Type, type))
                return type;
        }

        return fields.Text(MessageField.Type)
            ?? throw new MessageRefusedException(StreamError.UnknownType, "type must be a string.");
    }

    private static long Sequence<TFields>(TFields fields)
        where TFields : struct, IMessageFields =>
        Integer(fields, MessageField.Seq) is >= 0 and <= StreamLimits.MaxSequence and var sequence
            ? sequence
            : throw new MessageRefusedException(StreamError.BadField, "seq must be an integer from 0 to 2^53.");

    private static int Posture<TFields>(TFields fields)
        where TFields : struct, IMessageFields =>
        Integer(fields, MessageField.Posture) is >= 0 and < PostureLabel.Count and var posture
            ? (int)posture
            : throw new MessageRefusedException(StreamError.BadField, $"posture must be a label from 0 to {PostureLabel.Count - 1}.");

    private static double Seconds<TFields>(TFields fields)
        where TFields : struct, IMessageFields
    {
        Require(fields, MessageField.Seconds);
        return fields.Number(MessageField.Seconds) is >= StreamLimits.MinCaptureSeconds and <= StreamLimits.MaxCaptureSeconds and var seconds
            ? seconds
            : throw new MessageRefusedException(
                StreamError.BadField,
                $"seconds must be a number from {StreamLimits.MinCaptureSeconds} to {StreamLimits.MaxCaptureSeconds}.");
    }

    private static double? Now<TFields>(TFields fields)
        where TFields : struct, IMessageFields
    {
        if (!fields.Has(MessageField.Now))
            return null;
        double nowMs = fields.Number(MessageField.Now);
        return FrameLimits.IsValidTimestamp(nowMs)
            ? nowMs
            : throw new MessageRefusedException(StreamError.BadField, "now must be a number of milliseconds within ±2^53.");
    }

    private static long? Integer<TFields>(TFields fields, MessageField field)
        where TFields : struct, IMessageFields
    {
        Require(fields, field);
        return fields.Integer(field);
    }

    private static void Require<TFields>(TFields fields, MessageField field)
        where TFields : struct, IMessageFields
    {
        if (!fields.Has(field))
            throw new MessageRefusedException(StreamError.MissingField, $"{field.Name()} is missing.");
    }
}
