using System.Collections.Concurrent;
using System.Text.Json;
using Posture.System.Tests.Support;

namespace Posture.Examples.Tests.Clients;

/// <summary>One of the example clients, at work for a user on a real server.</summary>
internal abstract class StreamingClient : IAsyncDisposable
{
    private readonly ConcurrentQueue<JsonElement> _messages = new();

    /// <summary>What the server has said to it, in order.</summary>
    public IReadOnlyCollection<JsonElement> Messages => _messages;

    /// <summary>Hands it frames, as its sensor would.</summary>
    public abstract Task PushAsync(IReadOnlyCollection<Reading> readings);

    /// <summary>Waits until it has no frame left that is not acknowledged.</summary>
    public abstract Task AllAcknowledgedAsync();

    /// <summary>Waits until it gives up, and says why: a close code, or the HTTP status of a refusal.</summary>
    public abstract Task<int> EndAsync();

    public abstract ValueTask DisposeAsync();

    public Task AcknowledgedAsync(long sequence) => Until.TrueAsync(
        () => OfType("ack").Any(ack => ack.GetProperty("seq").GetInt64() >= sequence), $"the ack of frame {sequence}");

    public Task GreetedAsync(int times) =>
        Until.TrueAsync(() => OfType("hello").Count() >= times, $"{times} greetings");

    public IEnumerable<JsonElement> OfType(string type) =>
        _messages.Where(message => message.GetProperty("type").GetString() == type);

    protected void Keep(string json) => _messages.Enqueue(JsonElement.Parse(json));
}

/// <summary>A frame as its sensor gives it.</summary>
internal readonly record struct Reading(double TimestampMs, double PitchDegrees);
