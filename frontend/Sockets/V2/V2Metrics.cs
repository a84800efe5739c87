using Posture.Frontend.Protocol.V2;
using Posture.Grains.Interfaces.Streams;
using Prometheus;

namespace Posture.Frontend.Sockets.V2;

/// <summary>Counters of protocol v2. Every label has a bounded set of values.</summary>
internal static class V2Metrics
{
    private static readonly Counter Streams = Prometheus.Metrics.CreateCounter(
        "posture_stream_opened_total", "Streams by how their connection began.", "outcome");

    private static readonly Counter Batches = Prometheus.Metrics.CreateCounter(
        "posture_stream_batches_total", "Batches answered, by outcome.", "outcome");

    private static readonly Counter Frames = Prometheus.Metrics.CreateCounter(
        "posture_stream_frames_total", "Frames of batches that were predicted.");

    private static readonly Counter Errors = Prometheus.Metrics.CreateCounter(
        "posture_stream_errors_total", "Errors sent, by code.", "code");

    private static readonly Counter LostNews = Prometheus.Metrics.CreateCounter(
        "posture_stream_lost_news_total", "Alerts and late errors that a connection was too slow to be told.");

    static V2Metrics()
    {
        foreach (StreamOutcome outcome in Enum.GetValues<StreamOutcome>())
            Streams.WithLabels(Name(outcome.ToString()));
        foreach (BatchOutcome outcome in Enum.GetValues<BatchOutcome>())
            Batches.WithLabels(Name(outcome.ToString()));
        foreach (StreamError error in Enum.GetValues<StreamError>())
            Errors.WithLabels(StreamErrors.Code(error));
    }

    public static void StreamOpened(StreamOutcome outcome) => Streams.WithLabels(Name(outcome.ToString())).Inc();

    public static void BatchAnswered(BatchOutcome outcome, int frames)
    {
        Batches.WithLabels(Name(outcome.ToString())).Inc();
        if (outcome == BatchOutcome.Predicted)
            Frames.Inc(frames);
    }

    public static void ErrorSent(StreamError error) => Errors.WithLabels(StreamErrors.Code(error)).Inc();

    public static void NewsLost() => LostNews.Inc();

    private static string Name(string outcome) => global::System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome);
}
