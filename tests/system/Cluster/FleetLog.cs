using System.Collections.Concurrent;
using System.Globalization;

namespace Posture.System.Tests.Cluster;

/// <summary>What a fleet of devices lived through.</summary>
internal sealed class FleetLog
{
    private readonly ConcurrentQueue<(string User, double TimestampMs)> _confirmed = new();
    private readonly ConcurrentQueue<double> _replySeconds = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly ConcurrentQueue<string> _drops = new();

    /// <summary>Frames that the server said are logged: by a prediction, or by an acknowledgement.</summary>
    public IReadOnlyCollection<(string User, double TimestampMs)> Confirmed => _confirmed;

    /// <summary>From a frame's first sending to its answer.</summary>
    public IReadOnlyCollection<double> ReplySeconds => _replySeconds;

    /// <summary>Error replies.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    /// <summary>What must not happen: sockets that ended in any way but by an announced drain, replies out of order.</summary>
    public IReadOnlyCollection<string> Drops => _drops;

    public void Confirm(string user, double timestampMs, TimeSpan waited)
    {
        _confirmed.Enqueue((user, timestampMs));
        _replySeconds.Enqueue(waited.TotalSeconds);
    }

    public void Error(string reply, TimeSpan waited)
    {
        _errors.Enqueue(reply);
        _replySeconds.Enqueue(waited.TotalSeconds);
    }

    public void Drop(string why) => _drops.Enqueue(why);

    /// <summary>The log in a few lines.</summary>
    public string Describe(string name)
    {
        double[] seconds = [.. _replySeconds.Order()];
        string summary = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {name}: {_confirmed.Count} frames confirmed, {_errors.Count} error replies, {_drops.Count} drops;
              answered after p50 {At(0.5):0} ms, p99 {At(0.99):0} ms, worst {At(1):0} ms
            """);
        return string.Join('\n', [summary, .. Kinds("error", _errors), .. Kinds("drop", _drops)]);

        double At(double share) => seconds.Length == 0 ? 0 : seconds[Math.Min(seconds.Length - 1, (int)(seconds.Length * share))] * 1000;
    }

    private static IEnumerable<string> Kinds(string name, IEnumerable<string> all) => all
        .GroupBy(text => text[..Math.Min(80, text.Length)])
        .Select(kind => $"  {name}, {kind.Count()} x {kind.Key}");
}
