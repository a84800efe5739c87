using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using Orleans.Runtime.Messaging;
using Posture.Frontend.Sockets;
using Posture.Frontend.Sockets.V1;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Users;

namespace Posture.Frontend.Tests.Sockets.V1;

public sealed class UserSessionTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero))
    {
        AutoAdvanceAmount = TimeSpan.Zero,
    };

    private readonly ScriptedGrain _grain = new();

    [Fact]
    public async Task A_frame_on_its_way_to_a_dead_silo_is_pushed_again_with_the_same_stamp()
    {
        _grain.Pushes.Enqueue(() => throw new SiloUnavailableException("gone"));
        _grain.Pushes.Enqueue(() => throw new TimeoutException("gone"));
        StampedFrame frame = Frame(0);

        Assert.Equal(PushOutcome.Predicted, (await RunAsync(PushAsync(Session(), frame)))!.Value.Outcome);
        Assert.Equal([frame, frame, frame], _grain.Pushed);
    }

    [Fact]
    public async Task Whatever_keeps_a_frame_from_its_grain_is_waited_out()
    {
        _grain.Pushes.Enqueue(() => throw new ConnectionFailedException("no gateway"));
        _grain.Pushes.Enqueue(() => throw new SiloUnavailableException("no silo"));
        _grain.Pushes.Enqueue(() => throw new OrleansException("no answer"));

        Assert.Equal(PushOutcome.Predicted, (await RunAsync(PushAsync(Session(), Frame(0))))!.Value.Outcome);
    }

    [Fact]
    public async Task An_activation_that_moves_while_its_window_is_built_again_is_followed()
    {
        _grain.Pushes.Enqueue(() => new PushReply(PushOutcome.NotAttached));
        _grain.Pushes.Enqueue(() => new PushReply(PushOutcome.NotAttached));

        Assert.Equal(PushOutcome.Predicted, (await RunAsync(PushAsync(Session(), Frame(0))))!.Value.Outcome);
    }

    [Fact]
    public async Task A_frame_that_nobody_takes_fails_in_time_for_its_device()
    {
        for (int i = 0; i < 1_000; i++)
            _grain.Pushes.Enqueue(() => throw new TimeoutException());
        DateTimeOffset begun = _time.GetUtcNow();

        await Assert.ThrowsAsync<TimeoutException>(() => RunAsync(PushAsync(Session(), Frame(0))));
        Assert.InRange(_time.GetUtcNow() - begun, TimeSpan.FromSeconds(4), GrainRetry.Patience);
    }

    [Fact]
    public async Task A_fault_of_the_grain_itself_is_not_pushed_again()
    {
        _grain.Pushes.Enqueue(() => throw new InvalidOperationException("a defect"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(PushAsync(Session(), Frame(0))));
        Assert.Single(_grain.Pushed);
    }

    [Fact]
    public async Task An_activation_that_was_lost_gets_the_frames_of_the_window_first()
    {
        UserSession session = Session();
        for (int second = 0; second < 30; second++)
            await RunAsync(PushAsync(session, Frame(second)));
        _grain.Pushes.Enqueue(() => new PushReply(PushOutcome.NotAttached));
        await RunAsync(PushAsync(session, Frame(30)));

        Assert.Equal(Enumerable.Range(20, 10).Select(second => (long)second), _grain.Attached.Select(frame => frame.Sequence));
    }

    private static StampedFrame Frame(int second) =>
        new(new PitchFrame(second * 1000, 12), UnixMicros.From(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero)), 1, second);

    private UserSession Session() =>
        new(_grain, new DeviceConnection(Guid.NewGuid(), null!, null, null, 1, false), _time);

    // Time passes only while somebody waits for it.
    private async Task<PushReply?> RunAsync(ValueTask<PushReply?> pushing)
    {
        Task<PushReply?> task = pushing.AsTask();
        while (!task.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }

        return await task;
    }

    private static ValueTask<PushReply?> PushAsync(UserSession session, StampedFrame frame) =>
        session.PushAsync(session.Pushed(frame));

    private sealed class ScriptedGrain : IUserGrain
    {
        public Queue<Func<PushReply>> Pushes { get; } = new();

        public List<StampedFrame> Pushed { get; } = [];

        public ImmutableArray<StampedFrame> Attached { get; private set; } = [];

        public Task<bool> Attach(DeviceConnection connection, ImmutableArray<StampedFrame> recentFrames)
        {
            Attached = recentFrames;
            return Task.FromResult(true);
        }

        public ValueTask<PushReply> Push(PushedFrame pushed)
        {
            Pushed.Add(pushed.Frame);
            return new(Pushes.TryDequeue(out Func<PushReply>? push) ? push() : new PushReply(PushOutcome.Predicted));
        }

        public Task Detach(Guid connectionId) => Task.CompletedTask;

        public Task<bool> Erase() => Task.FromResult(true);

        public Task<UserStatus?> Describe() => Task.FromResult<UserStatus?>(null);
    }
}
