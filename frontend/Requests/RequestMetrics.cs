using System.Globalization;
using Prometheus;

namespace Posture.Frontend.Requests;

/// <summary>Rate, errors and durations of HTTP requests. Routes are templates: no label has a value of a caller's making.</summary>
internal static class RequestMetrics
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    private static readonly Counter Answered = Prometheus.Metrics.CreateCounter(
        "posture_http_requests_total", "HTTP requests answered, by route, method and status code.", "route", "method", "code");

    private static readonly Histogram Seconds = Prometheus.Metrics.CreateHistogram(
        "posture_http_request_seconds",
        "From the headers of an HTTP request to the end of its answer, by route.",
        ["route"],
        new HistogramConfiguration { Buckets = [.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10] });

    public static void RequestAnswered(string route, string method, int code, TimeSpan duration)
    {
        string knownMethod = Methods.Contains(method) ? method : "other";
        Answered.WithLabels(route, knownMethod, code.ToString(CultureInfo.InvariantCulture)).Inc();
        Seconds.WithLabels(route).Observe(duration.TotalSeconds);
    }
}
