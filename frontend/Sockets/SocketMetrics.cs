using Posture.Frontend.Protocol;
using Posture.Frontend.Protocol.V2.Encodings;
using Prometheus;

namespace Posture.Frontend.Sockets;

/// <summary>Counters of the device sockets. Every label has a bounded set of values.</summary>
internal static class SocketMetrics
{
    private static readonly Gauge Connections = Prometheus.Metrics.CreateGauge(
        "posture_websocket_connections", "Open device sockets.");

    private static readonly Counter Opened = Prometheus.Metrics.CreateCounter(
        "posture_websocket_opened_total", "Device sockets opened, by protocol version.", "protocol");

    private static readonly Counter Refused = Prometheus.Metrics.CreateCounter(
        "posture_websocket_refused_total", "Connects refused before the upgrade.", "reason");

    private static readonly Counter Closed = Prometheus.Metrics.CreateCounter(
        "posture_websocket_closed_total", "Ended sockets by the close code sent, or why none was.", "reason");

    private static readonly Counter Received = Prometheus.Metrics.CreateCounter(
        "posture_websocket_received_total", "Messages received, by kind.", "kind");

    private static readonly Counter.Child[] ReceivedByKind =
        [.. Enum.GetNames<MessageKind>().Select(kind => Received.WithLabels(LabelOf(kind)))];

    private static readonly Counter Messages = Prometheus.Metrics.CreateCounter(
        "posture_websocket_messages_total", "Frames of v1 answered, by outcome.", "outcome");

    private static readonly Counter Retried = Prometheus.Metrics.CreateCounter(
        "posture_frames_retried_total", "Pushes that failed because a silo went away, and were tried again.");

    private static readonly Counter Paused = Prometheus.Metrics.CreateCounter(
        "posture_websocket_paused_total", "Times that a socket was read no further for a while, by whether its queue was full or it was too fast.", "reason");

    private static readonly Counter.Child PausedByQueue = Paused.WithLabels("queue"), PausedByRate = Paused.WithLabels("rate");

    private static readonly Counter.Child Predicted = Messages.WithLabels("prediction");

    private static readonly Histogram ReplySeconds = Prometheus.Metrics.CreateHistogram(
        "posture_reply_seconds",
        "From the receipt of a message to its prediction, or the begin of its capture, being handed to the socket, by kind.",
        ["kind"],
        new HistogramConfiguration
        {
            Buckets = [.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10],
        });

    private static readonly Dictionary<MessageKind, Histogram.Child> ReplySecondsByKind =
        ((MessageKind[])[MessageKind.Frame, MessageKind.Frames, MessageKind.Calibrate])
        .ToDictionary(kind => kind, kind => ReplySeconds.WithLabels(LabelOf(kind.ToString())));

    private static readonly Histogram DecodeSeconds = StageHistogram(
        "posture_decode_seconds", "Time to decode a message of a device, valid or not.");

    private static readonly Histogram GrainCallSeconds = StageHistogram(
        "posture_grain_call_seconds", "Time of the call that pushes a message's frames to the user's grain, retries included.");

    static SocketMetrics()
    {
        foreach (FrameError error in Enum.GetValues<FrameError>())
            Messages.WithLabels(ErrorTexts.Code(error));
        foreach (string protocol in StreamEncodings.All.Select(encoding => encoding.Label).Prepend("v1"))
            Opened.WithLabels(protocol);
    }

    public static void Negotiated(string protocol) => Opened.WithLabels(protocol).Inc();

    public static void ConnectionOpened() => Connections.Inc();

    public static void ConnectionEnded(string reason)
    {
        Connections.Dec();
        Closed.WithLabels(reason).Inc();
    }

    public static void ConnectionRefused(string reason) => Refused.WithLabels(reason).Inc();

    public static void PausedForQueue() => PausedByQueue.Inc();

    public static void PausedForRate() => PausedByRate.Inc();

    public static void FrameRetried() => Retried.Inc();

    public static void MessageReceived(MessageKind kind, TimeSpan decoding)
    {
        ReceivedByKind[(int)kind].Inc();
        DecodeSeconds.Observe(decoding.TotalSeconds);
    }

    public static void GrainCalled(TimeSpan duration) => GrainCallSeconds.Observe(duration.TotalSeconds);

    public static void FrameAnswered(TimeSpan sinceReceipt)
    {
        Predicted.Inc();
        Replied(MessageKind.Frame, sinceReceipt);
    }

    public static void Replied(MessageKind kind, TimeSpan sinceReceipt) =>
        ReplySecondsByKind[kind].Observe(sinceReceipt.TotalSeconds);

    public static void ErrorSent(FrameError error) => Messages.WithLabels(ErrorTexts.Code(error)).Inc();

    private static Histogram StageHistogram(string name, string help) => Prometheus.Metrics.CreateHistogram(
        name, help, new HistogramConfiguration { Buckets = [.000005, .00001, .000025, .00005, .0001, .00025, .0005, .001, .01, .1, 1, 10] });

    private static string LabelOf(string kind) => kind.ToLowerInvariant();
}
