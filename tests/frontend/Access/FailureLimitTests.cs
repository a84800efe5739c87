using System.Net;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Posture.Frontend.Access;

namespace Posture.Frontend.Tests.Access;

public sealed class FailureLimitTests
{
    private const int MaxFailures = 5;

    private static readonly IPAddress Guesser = IPAddress.Parse("203.0.113.9"), Other = IPAddress.Parse("198.51.100.7");

    private readonly FakeTimeProvider _time = new();
    private readonly FailureLimit _limit;

    public FailureLimitTests() => _limit = new(
        Options.Create(new AccessOptions { MaxFailures = MaxFailures, FailureWindow = TimeSpan.FromMinutes(1) }), _time);

    [Fact]
    public async Task Up_to_the_bound_wrong_tokens_are_taken_and_then_none_is_until_the_window_is_over()
    {
        await GuessAsync(Guesser, MaxFailures);
        _time.Advance(TimeSpan.FromSeconds(59));

        Assert.Equal(TimeSpan.FromSeconds(1), (await _limit.Of(Guesser).EnterAsync())!.RetryAfter);
        Assert.True(_limit.IsFull(Guesser));
        Assert.False(_limit.IsFull(Other));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(_limit.IsFull(Guesser));
        await GuessAsync(Guesser, MaxFailures);
    }

    [Fact]
    public async Task What_is_right_or_not_judged_costs_nothing()
    {
        for (int i = 0; i < 100; i++)
        {
            Assert.Null(await _limit.Of(Guesser).EnterAsync());
            _limit.Of(Guesser).Leave(i % 2 == 0 ? Verdict.Right : Verdict.None);
        }

        Assert.False(_limit.IsFull(Guesser));
    }

    [Fact]
    public void While_a_guess_is_judged_the_others_wait_and_a_right_one_lets_the_next_in()
    {
        Guesses guesses = _limit.Of(Guesser);
        ValueTask<Refusal?>[] turns = [.. Enumerable.Range(0, MaxFailures + 2).Select(_ => guesses.EnterAsync())];
        Assert.Equal(MaxFailures, turns.Count(turn => turn.IsCompleted));

        guesses.Leave(Verdict.Right);
        Assert.Equal(MaxFailures + 1, turns.Count(turn => turn.IsCompleted));
        guesses.Leave(Verdict.Wrong);
        Assert.Equal(MaxFailures + 1, turns.Count(turn => turn.IsCompleted));
    }

    [Fact]
    public async Task Who_waits_is_refused_once_the_bound_is_reached()
    {
        Guesses guesses = _limit.Of(Guesser);
        ValueTask<Refusal?>[] turns = [.. Enumerable.Range(0, MaxFailures + 2).Select(_ => guesses.EnterAsync())];
        for (int i = 0; i < MaxFailures; i++)
            guesses.Leave(Verdict.Wrong);

        Assert.Equal(Refusal.Throttled.Reason, (await turns[MaxFailures])!.Reason);
        Assert.Equal(Refusal.Throttled.Reason, (await turns[MaxFailures + 1])!.Reason);
    }

    [Fact]
    public async Task Who_waits_for_a_registry_that_is_away_is_told_so_at_once()
    {
        Guesses guesses = _limit.Of(Guesser);
        ValueTask<Refusal?>[] turns = [.. Enumerable.Range(0, MaxFailures + 1).Select(_ => guesses.EnterAsync())];
        guesses.Leave(Verdict.None);

        Assert.Equal(Refusal.RegistryAway, await turns[MaxFailures]);
    }

    [Fact]
    public async Task An_address_is_the_same_however_it_is_written_and_an_IPv6_network_of_a_household_is_one()
    {
        await GuessAsync(Guesser, MaxFailures);
        await GuessAsync(IPAddress.Parse("2001:db8:1:200::1"), MaxFailures);

        Assert.True(_limit.IsFull(Guesser.MapToIPv6()));
        Assert.True(_limit.IsFull(IPAddress.Parse("2001:db8:1:2ff:ffff::9")));
        Assert.False(_limit.IsFull(IPAddress.Parse("2001:db8:1:300::1")));
    }

    [Fact]
    public async Task A_caller_without_an_address_is_counted_too()
    {
        await GuessAsync(null, MaxFailures);

        Assert.True(_limit.IsFull(null));
    }

    private async Task GuessAsync(IPAddress? address, int times)
    {
        for (int i = 0; i < times; i++)
        {
            Assert.Null(await _limit.Of(address).EnterAsync());
            _limit.Of(address).Leave(Verdict.Wrong);
        }
    }
}
