using System.Globalization;
using Microsoft.Extensions.Options;
using Posture.Grains.Alerts;

namespace Posture.Silo.Webhooks;

/// <summary>
/// Alerts on their way to the webhook, a file each, so that a killed process loses none. Alerts are rare: a wearer has a
/// few a day. Thread-safe; one reader.
/// </summary>
internal sealed partial class WebhookOutbox : IAlertChannel
{
    private const string Extension = ".json";
    private const string Unfinished = ".tmp";

    private readonly Lock _lock = new();
    private readonly string _directory;
    private readonly WebhookOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<WebhookOutbox> _logger;
    private readonly SortedSet<string> _pending;
    private readonly RaisedMarks _raised;

    public WebhookOutbox(
        WebhookDirectory directory, IOptions<WebhookOptions> options, TimeProvider time, ILogger<WebhookOutbox> logger)
    {
        _directory = directory.Path;
        _options = options.Value;
        _time = time;
        _logger = logger;
        Directory.CreateDirectory(_directory);
        _raised = new RaisedMarks(Path.Combine(_directory, "raised"));
        foreach (string leftover in Directory.EnumerateFiles(_directory, "*" + Extension + Unfinished))
            File.Delete(leftover);
        ILookup<bool, string> names = Directory.EnumerateFiles(_directory, "*" + Extension)
            .ToLookup(path => PendingWebhook.IsName(Path.GetFileName(path)), path => Path.GetFileName(path));
        _pending = new SortedSet<string>(names[true], StringComparer.Ordinal);
        foreach (string foreign in names[false])
            LogForeign(foreign);
        WebhookMetrics.Pending(_pending.Count);
    }

    /// <inheritdoc/>
    public void Publish(string user, AlertChange change)
    {
        if (_options.Url.Length == 0)
            return;
        string payload = WebhookMessage.Of(user, change).ToJson();
        // Sorted by name they are sorted by time; the random part is the id by which a receiver knows a repeat.
        string name = string.Create(
            CultureInfo.InvariantCulture, $"{_time.GetUtcNow().ToUnixTimeMilliseconds():D15}-{Guid.NewGuid():N}{Extension}");
        lock (_lock)
        {
            try
            {
                Write(name, payload);
                _raised.Note(user, change);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                WebhookMetrics.Dropped("not_written");
                LogNotWritten(e);
                return;
            }

            _pending.Add(name);
            if (_pending.Count > _options.MaxPending)
            {
                Delete(_pending.Min!);
                WebhookMetrics.Dropped("full");
            }

            WebhookMetrics.Pending(_pending.Count);
        }
    }

    /// <inheritdoc/>
    public void Forget(string user)
    {
        lock (_lock)
        {
            foreach (string name in _pending.Where(name => IsOf(user, name)).ToList())
                Delete(name);
            _raised.Forget(user);
            WebhookMetrics.Pending(_pending.Count);
        }
    }

    /// <summary>Users whose alert was up when the process ended.</summary>
    public IReadOnlyList<string> RaisedUsers => _raised.Users;

    /// <summary>Notes that a user's alert is not up any more.</summary>
    public void ForgetRaised(string user) => _raised.Forget(user);

    /// <summary>The oldest alert that waits, or null.</summary>
    public PendingWebhook? Peek()
    {
        lock (_lock)
        {
            while (_pending.Min is { } name)
            {
                if (Read(name) is { } payload)
                    return new PendingWebhook(name, payload);
                _pending.Remove(name);
            }
        }

        return null;
    }

    /// <summary>Lets go of an alert that was delivered, or never will be.</summary>
    public void Release(PendingWebhook alert)
    {
        lock (_lock)
        {
            if (_pending.Contains(alert.Name))
                Delete(alert.Name);
            WebhookMetrics.Pending(_pending.Count);
        }
    }

    private void Write(string name, string payload)
    {
        // A reader after a crash must not find half of it.
        string unfinished = PathOf(name) + Unfinished;
        File.WriteAllText(unfinished, payload);
        File.Move(unfinished, PathOf(name));
    }

    private void Delete(string name)
    {
        File.Delete(PathOf(name));
        _pending.Remove(name);
    }

    // User ids hold nothing that JSON escapes.
    private bool IsOf(string user, string name) =>
        Read(name)?.Contains($"\"user\":\"{user}\"", StringComparison.Ordinal) == true;

    // Null for a file that somebody took away or the disk does not give.
    private string? Read(string name)
    {
        try
        {
            return File.ReadAllText(PathOf(name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            WebhookMetrics.Dropped("not_read");
            LogNotRead(e);
            return null;
        }
    }

    private string PathOf(string name) => Path.Combine(_directory, name);

    [LoggerMessage(7006, LogLevel.Warning, "{Name} in the webhook's folder is none of its alerts and is left alone")]
    private partial void LogForeign(string name);

    [LoggerMessage(7005, LogLevel.Error, "An alert that waits for the webhook cannot be read and is not delivered")]
    private partial void LogNotRead(Exception exception);

    [LoggerMessage(7001, LogLevel.Error, "An alert could not be kept for the webhook and is not delivered")]
    private partial void LogNotWritten(Exception exception);
}
