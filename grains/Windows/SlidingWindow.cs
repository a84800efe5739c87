using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Users;

namespace Posture.Grains.Windows;

/// <summary>
/// The frames of one stream's last <see cref="SpanMs"/> milliseconds of device time, in event-time order. Serving and
/// training both fill it, so a model meets the same windows in both, the partly filled ones included.
/// </summary>
internal sealed class SlidingWindow
{
    /// <inheritdoc cref="WindowLimits.SpanMs"/>
    public const double SpanMs = WindowLimits.SpanMs;

    /// <inheritdoc cref="WindowLimits.MaxFrames"/>
    public const int MaxFrames = WindowLimits.MaxFrames;

    private const int InitialCapacity = 16;

    private PitchFrame[] _frames = [];
    // As many as there are frames. Kept in order, since sorting half a thousand pitches anew takes longer than all else.
    private double[] _pitches = [];
    private int _start;
    private int _count;

    /// <summary>The frames, oldest first. Valid until the next change.</summary>
    public ReadOnlySpan<PitchFrame> Frames => _frames.AsSpan(_start, _count);

    /// <summary>The frames' pitches in degrees, smallest first. Valid until the next change.</summary>
    public ReadOnlySpan<double> SortedPitches => _pitches.AsSpan(0, _count);

    /// <summary>Device time between the oldest and the newest frame.</summary>
    public double CoveredMs => _count == 0 ? 0 : Frames[^1].TimestampMs - Frames[0].TimestampMs;

    /// <summary>How full it is.</summary>
    public WindowStatus Status => new(_count, CoveredMs, Math.Min(1, CoveredMs / SpanMs));

    /// <summary>Adds a frame where its time puts it, and drops what has become too old or too many.</summary>
    public WindowChange Add(PitchFrame frame)
    {
        if (IsTooLate(frame.TimestampMs))
            return WindowChange.TooLate;

        MakeRoom();
        int index = IndexAfter(frame.TimestampMs);
        _frames.AsSpan(index, _start + _count - index).CopyTo(_frames.AsSpan(index + 1));
        _frames[index] = frame;
        InsertPitch(frame.PitchDegrees);
        _count++;

        DropOlderThan(Frames[^1].TimestampMs - SpanMs);
        return DropSurplus() ? WindowChange.OldestDropped : WindowChange.Added;
    }

    /// <summary>Becomes what <paramref name="other"/> is.</summary>
    public void CopyFrom(SlidingWindow other)
    {
        if (_frames.Length < other._count)
            _frames = new PitchFrame[other._frames.Length];
        if (_pitches.Length < other._count)
            _pitches = new double[other._pitches.Length];
        other.Frames.CopyTo(_frames);
        other.SortedPitches.CopyTo(_pitches);
        (_start, _count) = (0, other._count);
    }

    /// <summary>Empties the window for a new stream.</summary>
    public void Clear() => _start = _count = 0;

    private bool IsTooLate(double timestampMs) =>
        (_count > 0 && timestampMs <= Frames[^1].TimestampMs - SpanMs)
        || (_count == MaxFrames && timestampMs < Frames[0].TimestampMs);

    private int IndexAfter(double timestampMs)
    {
        int index = _start + _count;
        while (index > _start && _frames[index - 1].TimestampMs > timestampMs)
            index--;
        return index;
    }

    private void DropOlderThan(double limitMs)
    {
        while (_frames[_start].TimestampMs <= limitMs)
            DropOldest();
    }

    private bool DropSurplus()
    {
        if (_count <= MaxFrames)
            return false;
        DropOldest();
        return true;
    }

    private void DropOldest()
    {
        int index = SortedPitches.BinarySearch(_frames[_start].PitchDegrees);
        _pitches.AsSpan(index + 1, _count - index - 1).CopyTo(_pitches.AsSpan(index));
        _start++;
        _count--;
    }

    private void InsertPitch(double pitchDegrees)
    {
        if (_count == _pitches.Length)
            Array.Resize(ref _pitches, GrownFrom(_count));
        int index = SortedPitches.BinarySearch(pitchDegrees);
        if (index < 0)
            index = ~index;
        _pitches.AsSpan(index, _count - index).CopyTo(_pitches.AsSpan(index + 1));
        _pitches[index] = pitchDegrees;
    }

    // Into a longer array only where the frames fill theirs: that of a fleet which connected together grows at one moment,
    // and the garbage collector has to move all of it.
    private void MakeRoom()
    {
        if (_start + _count < _frames.Length)
            return;
        bool isFull = _count >= _frames.Length - _frames.Length / 8;
        PitchFrame[] target = isFull ? new PitchFrame[GrownFrom(_frames.Length)] : _frames;
        Frames.CopyTo(target);
        _frames = target;
        _start = 0;
    }

    private static int GrownFrom(int length) => Math.Max(InitialCapacity, length * 2);
}

/// <summary>What became of a frame given to a <see cref="SlidingWindow"/>.</summary>
internal enum WindowChange
{
    /// <summary>It is in the window.</summary>
    Added,

    /// <summary>It is in the window, whose oldest frame gave way at <see cref="SlidingWindow.MaxFrames"/>.</summary>
    OldestDropped,

    /// <summary>It is older than the window reaches and was left out.</summary>
    TooLate,
}
