using System.Collections.Immutable;
using Posture.Grains.Interfaces.Health;
using Posture.Grains.Interfaces.Reports;

namespace Posture.Frontend.Reports;

/// <summary>Counts what this process answers, hour by hour, for the reports. Counting takes no lock but for slow replies.</summary>
internal sealed class TrafficMeter(ProcessInstance instance, TimeProvider time)
{
    /// <summary>Hours that are kept while they cannot be stored; the oldest goes first.</summary>
    public const int MaxHours = 48;

    private readonly Lock _lock = new();
    private readonly List<TrafficTally> _hours = [];
    private TrafficTally? _current;

    private TrafficTally Current
    {
        get
        {
            long hour = TrafficHour.Of(time.GetUtcNow());
            return _current is { } current && current.Hour == hour ? current : Begin(hour);
        }
    }

    /// <summary>Counts a prediction that was sent.</summary>
    /// <param name="took">Since its frame was received.</param>
    /// <param name="user">Who waited; counted when it took long, and never told.</param>
    public void ReplySent(TimeSpan took, string? user) => Current.CountReply(took.TotalMilliseconds, user);

    /// <summary>Counts an error reply.</summary>
    public void ErrorSent(string code) => Current.Count(TrafficKind.Error, code);

    /// <summary>Counts a connect, or a caller without a right token, that was refused.</summary>
    public void Refused(string reason) => Current.Count(TrafficKind.Refused, reason);

    /// <summary>The hours that have not been stored as they stand now.</summary>
    public ImmutableArray<TrafficHour> Unstored()
    {
        lock (_lock)
            return [.. _hours.Select(hour => hour.Snapshot(instance.Id)).Where(hour => !hour.Counts.IsEmpty && !IsStored(hour))];
    }

    /// <summary>Notes that these were stored; those of an hour that is over are let go of.</summary>
    public void Stored(ImmutableArray<TrafficHour> hours)
    {
        // A reply that was on its way when the hour struck may still be counted: an hour stays for another one.
        long over = TrafficHour.Of(time.GetUtcNow()) - 1;
        lock (_lock)
        {
            foreach (TrafficHour hour in hours)
                _hours.Find(one => one.Hour == hour.Hour)?.NoteStored(hour);
            _hours.RemoveAll(hour => hour.Hour < over && IsStored(hour.Snapshot(instance.Id)));
        }
    }

    private bool IsStored(TrafficHour hour) => _hours.Find(one => one.Hour == hour.Hour)?.IsStored(hour) ?? true;

    private TrafficTally Begin(long hour)
    {
        lock (_lock)
        {
            if (_hours.Find(one => one.Hour == hour) is { } known)
                return _current = known;
            if (_hours.Count == MaxHours)
                _hours.RemoveAt(0);
            _current = new TrafficTally(hour);
            _hours.Add(_current);
            return _current;
        }
    }
}
