using System.Net;
using Microsoft.Extensions.Options;
using Posture.Frontend.Access;

namespace Posture.Frontend.Tests.Access;

public sealed class FailureLimitTests : IDisposable
{
    private static readonly IPAddress Guesser = IPAddress.Parse("203.0.113.9"), Other = IPAddress.Parse("198.51.100.7");

    private readonly FailureLimit _limit = New(TimeSpan.FromMinutes(1));

    public void Dispose() => _limit.Dispose();

    [Fact]
    public void Up_to_the_bound_wrong_tokens_are_taken_and_then_none_is()
    {
        for (int i = 0; i < 5; i++)
        {
            Assert.Null(_limit.Wait(Guesser));
            _limit.Count(Guesser);
        }

        Assert.InRange(_limit.Wait(Guesser)!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.Null(_limit.Wait(Other));
    }

    [Fact]
    public void Asking_costs_nothing()
    {
        for (int i = 0; i < 100; i++)
            Assert.Null(_limit.Wait(Guesser));
    }

    [Fact]
    public void An_address_is_the_same_however_it_is_written_and_an_IPv6_network_is_one()
    {
        Exhaust(Guesser);
        Exhaust(IPAddress.Parse("2001:db8:1:2::1"));

        Assert.NotNull(_limit.Wait(Guesser.MapToIPv6()));
        Assert.NotNull(_limit.Wait(IPAddress.Parse("2001:db8:1:2:ffff::9")));
        Assert.Null(_limit.Wait(IPAddress.Parse("2001:db8:1:3::1")));
    }

    [Fact]
    public void A_caller_without_an_address_is_counted_too()
    {
        for (int i = 0; i < 5; i++)
            _limit.Count(null);

        Assert.NotNull(_limit.Wait(null));
    }

    [Fact]
    public async Task After_the_window_it_is_taken_again()
    {
        using FailureLimit limit = New(TimeSpan.FromSeconds(1));
        for (int i = 0; i < 5; i++)
            limit.Count(Guesser);
        Assert.NotNull(limit.Wait(Guesser));

        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (limit.Wait(Guesser) is not null)
            await tick.WaitForNextTickAsync(patience.Token);
    }

    private void Exhaust(IPAddress address)
    {
        for (int i = 0; i < 5; i++)
            _limit.Count(address);
    }

    private static FailureLimit New(TimeSpan window) =>
        new(Options.Create(new AccessOptions { MaxFailures = 5, FailureWindow = window }));
}
