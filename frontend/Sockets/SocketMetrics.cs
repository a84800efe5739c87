using Posture.Frontend.Protocol;
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

    private static readonly Counter Messages = Prometheus.Metrics.CreateCounter(
        "posture_websocket_messages_total", "Messages answered, by outcome.", "outcome");

    private static readonly Counter Retried = Prometheus.Metrics.CreateCounter(
        "posture_frames_retried_total", "Pushes that failed because a silo went away, and were tried again.");

    private static readonly Counter Paused = Prometheus.Metrics.CreateCounter(
        "posture_websocket_paused_total", "Times that a socket had as many messages waiting as it may, and was read no further for a while.");

    private static readonly Counter.Child Predicted = Messages.WithLabels("prediction");

    private static readonly Histogram ReplySeconds = Prometheus.Metrics.CreateHistogram(
        "posture_reply_seconds",
        "From the receipt of a frame to its reply being handed to the socket.",
        new HistogramConfiguration
        {
            Buckets = [.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10],
        });

    public static void Negotiated(string protocol) => Opened.WithLabels(protocol).Inc();

    public static void ConnectionOpened() => Connections.Inc();

    public static void ConnectionEnded(string reason)
    {
        Connections.Dec();
        Closed.WithLabels(reason).Inc();
    }

    public static void ConnectionRefused(string reason) => Refused.WithLabels(reason).Inc();

    public static void ReadingPaused() => Paused.Inc();

    public static void FrameRetried() => Retried.Inc();

    public static void PredictionSent(TimeSpan sinceReceipt)
    {
        Predicted.Inc();
        ReplySeconds.Observe(sinceReceipt.TotalSeconds);
    }

    public static void ErrorSent(FrameError error) => Messages.WithLabels(ErrorTexts.Code(error)).Inc();
}
