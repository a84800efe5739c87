using System.Collections.Immutable;
using System.Reflection;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Streams;
using Posture.Grains.Interfaces.Users;

namespace Posture.Frontend.Tests.Sockets.V2;

/// <summary>The streams of all users, in one object that answers as it is told.</summary>
public sealed class ScriptedStreams : IUserStreamGrain
{
    public ScriptedStreams() => Factory = GrainsOf(this);

    public IGrainFactory Factory { get; }

    public Queue<StreamReply> Resumes { get; } = new();

    public Queue<Func<BatchReply>> Pushes { get; } = new();

    public List<(string Secret, ImmutableArray<PitchFrame> RecentFrames)> Resumed { get; } = [];

    public DeviceConnection? LastConnection { get; private set; }

    public Task<StreamReply> Open(DeviceConnection connection)
    {
        LastConnection = connection;
        return Task.FromResult(new StreamReply(StreamOutcome.Opened, 7, "ab", -1, "2.1.0"));
    }

    public Task<StreamReply> Resume(DeviceConnection connection, string secret, ImmutableArray<PitchFrame> recentFrames)
    {
        LastConnection = connection;
        Resumed.Add((secret, recentFrames));
        return Task.FromResult(Resumes.Dequeue());
    }

    public ValueTask<BatchReply> PushBatch(Guid connectionId, FrameBatch batch) => new(
        Pushes.TryDequeue(out Func<BatchReply>? push) ? push() : new BatchReply(BatchOutcome.Predicted, batch.LastSequence));

    private static IGrainFactory GrainsOf(ScriptedStreams streams)
    {
        IGrainFactory factory = DispatchProxy.Create<IGrainFactory, OneGrain>();
        ((OneGrain)factory).Streams = streams;
        return factory;
    }

    /// <summary>A factory to which every key leads to the same grain.</summary>
    public class OneGrain : DispatchProxy
    {
        public ScriptedStreams? Streams { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Streams;
    }
}
