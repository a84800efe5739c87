using Microsoft.Extensions.Time.Testing;
using Posture.Frontend.Sockets;

namespace Posture.Frontend.Tests.Sockets;

public sealed class PeerPatienceTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<Ending> _endings = [];
    private readonly PeerPatience _patience;

    public PeerPatienceTests() => _patience = new PeerPatience(
        new SocketOptions { MessageTimeout = TimeSpan.FromSeconds(30), IdleTimeout = TimeSpan.FromHours(1) }, _time, _endings.Add);

    public void Dispose() => _patience.Dispose();

    [Fact]
    public void Who_sends_nothing_is_sent_away_after_the_bound()
    {
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Empty(_endings);

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([Ending.Idle], _endings);
    }

    [Fact]
    public void Who_sends_now_and_then_stays_and_is_sent_away_between_the_bound_and_half_as_much_again()
    {
        for (int i = 0; i < 20; i++)
        {
            _patience.MessageComplete(wasPartial: false);
            _time.Advance(TimeSpan.FromMinutes(50));
        }

        Assert.Empty(_endings);
        _patience.MessageComplete(wasPartial: false);
        _time.Advance(TimeSpan.FromMinutes(60));
        Assert.Empty(_endings);
        _time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal([Ending.Idle], _endings);
    }

    [Fact]
    public void A_message_that_is_begun_must_be_complete_in_time()
    {
        _patience.MessageBegun();
        _time.Advance(TimeSpan.FromSeconds(29));
        _patience.MessageComplete(wasPartial: true);
        _time.Advance(TimeSpan.FromMinutes(20));
        Assert.Empty(_endings);

        _patience.MessageBegun();
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal([Ending.TooSlow], _endings);
    }
}
