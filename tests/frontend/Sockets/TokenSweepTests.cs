using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Posture.Frontend.Access;
using Posture.Frontend.Sockets;
using Posture.Frontend.Tests.Access;
using Posture.Grains.Interfaces.Streams;

namespace Posture.Frontend.Tests.Sockets;

public sealed class TokenSweepTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedRegistry _registry = new();
    private readonly DeviceTokenLookup _lookup;
    private readonly DeviceTokens _tokens;
    private readonly TokenSweep _sweep;

    public TokenSweepTests()
    {
        IOptions<AccessOptions> options = Options.Create(new AccessOptions());
        _lookup = new DeviceTokenLookup(_registry.Factory, _time, NullLogger<DeviceTokenLookup>.Instance);
        _tokens = new DeviceTokens(_lookup, options, _time);
        _sweep = new TokenSweep(_tokens, options, _time);
    }

    public void Dispose()
    {
        _sweep.Dispose();
        _tokens.Dispose();
        _lookup.Dispose();
    }

    [Fact]
    public async Task Only_the_sockets_of_a_revoked_token_are_ended()
    {
        string revoked = _registry.Add("mina"), kept = _registry.Add("jun");
        using SocketSpy first = Open(revoked), second = Open(revoked), third = Open(kept), without = Open(null);
        _registry.Revoke(revoked);

        await _sweep.SweepAsync(default);

        Assert.All([first, second], socket => Assert.Equal(Ending.Revoked, socket.Ended));
        Assert.All([third, without], socket => Assert.Null(socket.Ended));
        Assert.Equal([2], _registry.Questions);
    }

    [Fact]
    public async Task A_socket_that_is_gone_is_not_asked_about()
    {
        using (Open(_registry.Add("mina")))
        {
        }

        await _sweep.SweepAsync(default);

        Assert.Empty(_registry.Questions);
    }

    [Fact]
    public async Task Thousands_are_asked_about_in_batches()
    {
        SocketSpy[] sockets = [.. Enumerable.Range(0, 1_200).Select(i => Open(_registry.Add($"user-{i}")))];

        await _sweep.SweepAsync(default);

        Assert.Equal([500, 500, 200], _registry.Questions);
        Assert.All(sockets, socket => Assert.Null(socket.Ended));
    }

    [Fact]
    public async Task While_the_registry_is_away_sockets_stay_and_the_next_time_they_are_asked_about_again()
    {
        string token = _registry.Add("mina");
        using SocketSpy socket = Open(token);
        _registry.Revoke(token);
        _registry.IsAway = true;
        await _sweep.StartAsync(default);

        await AdvanceUntilAsync(() => _registry.Questions.Count >= 2);
        Assert.Null(socket.Ended);
        _registry.IsAway = false;
        await AdvanceUntilAsync(() => socket.Ended is not null);

        Assert.Equal(Ending.Revoked, socket.Ended);
        await _sweep.StopAsync(default);
    }

    private async Task AdvanceUntilAsync(Func<bool> condition)
    {
        long begun = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(30), "The sweep does not come round.");
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    private SocketSpy Open(string? token)
    {
        var socket = new SocketSpy();
        var caller = token is null ? Caller.Anonymous : new Caller(Role.Device, "any", DeviceToken.Hash(token));
        socket.Running = _sweep.WatchAsync(socket, caller, () => socket.Closed.Task);
        return socket;
    }

    private sealed class SocketSpy : IDeviceSocket
    {
        public TaskCompletionSource Closed { get; } = new();

        public Task? Running { get; set; }

        public Ending? Ended { get; private set; }

        public void End(Ending ending) => Ended = ending;

        public void Dispose() => Closed.TrySetResult();

        public Task RunAsync(Action abort) => throw new NotSupportedException();

        public void Tell(AlertNotice alert) => throw new NotSupportedException();
    }
}
