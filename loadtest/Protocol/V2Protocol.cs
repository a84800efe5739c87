using System.Net.WebSockets;
using Posture.LoadTest.Devices;

namespace Posture.LoadTest.Protocol;

/// <summary>
/// WebSocket v2: a batch a message, each acknowledged up to its last frame, in order and once, and its last frame
/// predicted. Alerts and captures may come between any two messages and are passed over.
/// </summary>
internal sealed class V2Protocol(SimulatedDevice device, int batchFrames, IStreamFormat format) : IDeviceProtocol
{
    private const int HeaderBytes = 64;
    private const int MaxFrameBytes = 40;
    private const double ProbabilityTolerance = 0.001;

    private readonly PitchFrame[] _batch = new PitchFrame[batchFrames];
    private readonly StreamMessage _message = new();
    private bool _isAcknowledged;
    private FaultKind? _fault;

    public WebSocketMessageType MessageType => format.MessageType;

    public int MaxRequestBytes => HeaderBytes + batchFrames * MaxFrameBytes;

    public bool IsGreeting(ReadOnlyMemory<byte> message)
    {
        var hello = new StreamMessage();
        return format.TryRead(message, hello) && hello is { Type: "hello", Acknowledged: -1 };
    }

    public int Write(long number, Span<byte> destination)
    {
        long first = number * batchFrames;
        for (int i = 0; i < batchFrames; i++)
            _batch[i] = device.Frame(first + i);
        return format.Write(first, _batch, destination);
    }

    public ReplyVerdict Check(ReadOnlyMemory<byte> reply, long number)
    {
        if (!format.TryRead(reply, _message))
            return Whole(FaultKind.InvalidMessage);
        switch (_message.Type)
        {
            case "ack":
                _fault ??= CheckAcknowledgement(number);
                _isAcknowledged = true;
                return new ReplyVerdict(IsWhole: false, null);
            case "prediction":
                return Whole(_fault ?? CheckPrediction(number));
            case "error":
                return Whole(FaultKind.ErrorReply);
            case "alert" or "calibration":
                return new ReplyVerdict(IsWhole: false, null);
            default:
                return Whole(FaultKind.WrongType);
        }
    }

    public string Describe(long number) => $"frames {number * batchFrames} to {LastFrame(number)}";

    public string Describe(ReadOnlyMemory<byte> received) => format.Describe(received);

    private long LastFrame(long number) => (number + 1) * batchFrames - 1;

    private ReplyVerdict Whole(FaultKind? fault)
    {
        (_isAcknowledged, _fault) = (false, null);
        return new ReplyVerdict(IsWhole: true, fault);
    }

    private FaultKind? CheckAcknowledgement(long number) =>
        _isAcknowledged || _message.Sequence != LastFrame(number) ? FaultKind.WrongSequence : null;

    private FaultKind? CheckPrediction(long number)
    {
        if (!_isAcknowledged || _message.Sequence != LastFrame(number))
            return FaultKind.WrongSequence;
        if (_message is not { Posture: >= 0 and < ReplyFields.PostureCount, Confidence: not null })
            return FaultKind.BadField;
        if (_message.TimestampMs != device.Frame(LastFrame(number)).TimestampMs)
            return FaultKind.WrongTimestamp;
        return CheckProbabilities(_message.Probabilities, (int)_message.Posture.Value, _message.Confidence.Value);
    }

    private static FaultKind? CheckProbabilities(List<double> probabilities, int posture, double confidence)
    {
        if (probabilities.Count != ReplyFields.PostureCount
            || probabilities.Exists(probability => probability is not (>= 0 and <= 1))
            || Math.Abs(probabilities.Sum() - 1) > ProbabilityTolerance)
            return FaultKind.WrongProbabilities;
        double largest = probabilities.Max();
        bool isConfident = Math.Abs(confidence - largest) <= ProbabilityTolerance
            && largest - probabilities[posture] <= ProbabilityTolerance;
        return isConfident ? null : FaultKind.WrongConfidence;
    }
}
