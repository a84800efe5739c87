namespace Posture.LoadTest.Measurement;

/// <param name="MeasuredSeconds">Length of the measured window, or of the part of it that the run used.</param>
/// <param name="Sent">Messages whose intended time lies in the window and that were sent.</param>
/// <param name="Replies">Right replies to those messages, also when they came after the window.</param>
/// <param name="RepliesPerSecond">Right replies that arrived within the window, a second of it.</param>
/// <param name="Latency">From a message's intended send time to its complete reply.</param>
/// <param name="SendLateness">
/// From a message's intended send time to its real one: the generator's share of the latency.
/// </param>
internal sealed record LoadMeasurement(
    double MeasuredSeconds,
    long Sent,
    long Replies,
    double RepliesPerSecond,
    LatencySummary Latency,
    LatencySummary SendLateness);
