using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Posture.Grains.Interfaces.Connections;

namespace Posture.Frontend.Tests.Connections;

/// <summary>The grain that stores connections, answering as it is told.</summary>
public sealed class ScriptedConnectionLog : IConnectionLogGrain
{
    public ScriptedConnectionLog() => Factory = GrainsOf(this);

    public IGrainFactory Factory { get; }

    /// <summary>What the next calls do before they store.</summary>
    public ConcurrentQueue<Func<Task>> Before { get; } = new();

    /// <summary>What was stored, batch by batch.</summary>
    public ConcurrentQueue<ImmutableArray<ConnectionEntry>> Batches { get; } = new();

    public int Calls { get; private set; }

    /// <summary>The latest that was stored of each connection.</summary>
    public IReadOnlyDictionary<Guid, ConnectionEntry> Rows =>
        Batches.SelectMany(batch => batch).GroupBy(entry => entry.Id).ToDictionary(entries => entries.Key, entries => entries.Last());

    public async Task Record(ImmutableArray<ConnectionEntry> batch)
    {
        Calls++;
        if (Before.TryDequeue(out Func<Task>? before))
            await before();
        Batches.Enqueue(batch);
    }

    public Task<ImmutableArray<ConnectionEntry>> Read(ConnectionQuery query) =>
        Task.FromResult(Rows.Values.Where(row => row.User == query.User).ToImmutableArray());

    private static IGrainFactory GrainsOf(ScriptedConnectionLog grain)
    {
        IGrainFactory factory = DispatchProxy.Create<IGrainFactory, OneGrain>();
        ((OneGrain)factory).Grain = grain;
        return factory;
    }

    /// <summary>A factory to which every key leads to the same grain.</summary>
    public class OneGrain : DispatchProxy
    {
        public ScriptedConnectionLog? Grain { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Grain;
    }
}
