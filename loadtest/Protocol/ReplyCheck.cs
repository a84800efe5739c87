using System.Text.Json;

namespace Posture.LoadTest.Protocol;

/// <summary>
/// Holds a reply against the frozen v1 contract (docs/protocol.md, "WebSocket v1"). One instance serves one
/// connection; it is not safe from several threads.
/// </summary>
internal sealed class ReplyCheck
{
    private const double ProbabilityTolerance = 0.001;

    private readonly ReplyFields _fields = new();

    /// <summary>Checks the answer to one frame.</summary>
    /// <param name="reply">UTF-8 JSON as received.</param>
    /// <param name="sent">The oldest frame without an answer: replies come in order.</param>
    /// <returns>The first rule broken, or null when the reply is right.</returns>
    public FaultKind? Check(ReadOnlySpan<byte> reply, PitchFrame sent)
    {
        try
        {
            _fields.Read(reply);
        }
        catch (JsonException)
        {
            return FaultKind.InvalidJson;
        }
        return CheckShape() ?? CheckEcho(sent) ?? CheckProbabilities();
    }

    private FaultKind? CheckShape()
    {
        if (_fields.Type == MessageType.Error)
            return FaultKind.ErrorReply;
        if (_fields.Type != MessageType.Prediction)
            return FaultKind.WrongType;
        bool complete = _fields is
        {
            Posture: >= 0 and < ReplyFields.PostureCount,
            Confidence: not null,
            TimestampMs: not null,
            PitchDegrees: not null,
            HasServerTime: true,
            HasError: false,
        };
        return complete ? null : FaultKind.BadField;
    }

    private FaultKind? CheckEcho(PitchFrame sent)
    {
        if (_fields.TimestampMs != sent.TimestampMs)
            return FaultKind.WrongTimestamp;
        return _fields.PitchDegrees == sent.PitchDegrees ? null : FaultKind.WrongPitch;
    }

    private FaultKind? CheckProbabilities()
    {
        if (_fields.Probabilities is not { } probabilities)
            return FaultKind.WrongProbabilities;

        double sum = 0, largest = 0;
        foreach (double probability in probabilities)
        {
            if (probability is not (>= 0 and <= 1))
                return FaultKind.WrongProbabilities;
            sum += probability;
            largest = Math.Max(largest, probability);
        }
        if (Math.Abs(sum - 1) > ProbabilityTolerance)
            return FaultKind.WrongProbabilities;

        bool confident = Math.Abs(_fields.Confidence!.Value - largest) <= ProbabilityTolerance
            && largest - probabilities[_fields.Posture!.Value] <= ProbabilityTolerance;
        return confident ? null : FaultKind.WrongConfidence;
    }
}
