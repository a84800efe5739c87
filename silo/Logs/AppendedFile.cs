using System.Text;
using Microsoft.Win32.SafeHandles;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace Posture.Silo.Logs;

/// <summary>
/// A log file that others may write, rotate, truncate or delete meanwhile: an event is one write to its end. A file that
/// cannot be written costs its lines and nothing else, and is tried again, also when there is no line for it.
/// </summary>
/// <param name="path">Where it is; the folder is made when it is missing.</param>
/// <param name="formatter">Writes an event with its line end.</param>
/// <param name="maxBytes">Size at which the file is moved aside.</param>
/// <param name="time">The clock.</param>
/// <param name="changed">Is told when the file begins to fail, with the reason, and with null when it is written again.</param>
internal sealed class AppendedFile(
    string path, ITextFormatter formatter, long maxBytes, TimeProvider time, Action<string, Exception?> changed)
    : ILogEventSink, IDisposable
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly StringWriter _text = new();
    private SafeFileHandle? _file;
    private ITimer? _retry;
    private long _failedAt;
    private long _lookedAt;
    private bool _isFailing;
    private bool _isTorn;
    private bool _isDisposed;

    /// <inheritdoc/>
    public void Emit(LogEvent logEvent)
    {
        lock (_lock)
        {
            StringBuilder text = _text.GetStringBuilder().Clear();
            // A disk that filled up within a line would have the next one glued to what is left of it.
            if (_isTorn)
                text.Append('\n');
            formatter.Format(logEvent, _text);
            if (!TryAppend(Encoding.UTF8.GetBytes(text.ToString())))
                LogMetrics.LineUnwritten(Path.GetFileName(path));
        }
    }

    /// <summary>Makes the file, so that it is there before its first line.</summary>
    public void Create()
    {
        lock (_lock)
            TryAppend([]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _retry?.Dispose();
            _file?.Dispose();
            _text.Dispose();
        }
    }

    // A file that is written rarely, as the one of errors, would else be the only one that nobody knows to be well again. A
    // full disk is told from a free one only by writing to it.
    private void Retry()
    {
        lock (_lock)
        {
            if (_isFailing && !_isDisposed)
                TryAppend(_isTorn ? "\n"u8 : []);
        }
    }

    private bool TryAppend(ReadOnlySpan<byte> line)
    {
        if (_isFailing && time.GetElapsedTime(_failedAt) < RetryInterval)
            return false;
        try
        {
            Append(line);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fail(e, wasWriting: _file is not null && line.Length > 0);
            return false;
        }

        bool wasFailing = _isFailing;
        (_isFailing, _isTorn) = (false, false);
        if (wasFailing)
        {
            _retry?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            changed(path, null);
        }

        return true;
    }

    private void Append(ReadOnlySpan<byte> line)
    {
        if (_file is null || IsGone())
            Reopen();
        long length = RandomAccess.GetLength(_file!);
        if (length >= maxBytes)
            length = MoveAside();
        // The offset matters only where the operating system does not append by itself.
        RandomAccess.Write(_file!, line, length);
    }

    // Somebody who deletes a log to make room expects the next lines in a new one.
    private bool IsGone()
    {
        if (time.GetElapsedTime(_lookedAt) < LookInterval)
            return false;
        _lookedAt = time.GetTimestamp();
        return !File.Exists(path);
    }

    // Another process that writes the same file may be moving it, or have moved it: then this one only follows.
    private long MoveAside()
    {
        _file?.Dispose();
        _file = null;
        using (SafeFileHandle? held = HoldAlone())
        {
            // Looked at again while it is held: the new file of another process must not take the place of the full one.
            if (held is not null && new FileInfo(path) is { Exists: true } current && current.Length >= maxBytes)
                MoveIfThere();
        }

        Reopen();
        return RandomAccess.GetLength(_file!);
    }

    private void MoveIfThere()
    {
        try
        {
            File.Move(path, path + ".old", overwrite: true);
        }
        catch (FileNotFoundException)
        {
            // Somebody who asks for no lock took it away: it is out of the way all the same.
        }
    }

    // On Linux a lock (flock) that only those ask for who mean to move the file; nobody's writing is kept up by it.
    private SafeFileHandle? HoldAlone()
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.None);
        }
        catch (IOException)
        {
            // Somebody else holds it, or it is gone from here already.
            return null;
        }
    }

    private void Reopen()
    {
        _file?.Dispose();
        _file = null;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _file = AppendHandle.Open(path);
        _lookedAt = time.GetTimestamp();
    }

    private void Fail(Exception fault, bool wasWriting)
    {
        _file?.Dispose();
        _file = null;
        _isTorn |= wasWriting;
        _failedAt = time.GetTimestamp();
        bool isNew = !_isFailing;
        _isFailing = true;
        if (isNew)
        {
            _retry ??= time.CreateTimer(_ => Retry(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _retry.Change(RetryInterval, RetryInterval);
            changed(path, fault);
        }
    }
}
