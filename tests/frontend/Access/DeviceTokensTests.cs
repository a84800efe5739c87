using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Posture.Frontend.Access;

namespace Posture.Frontend.Tests.Access;

/// <summary>How long answers of the registry hold, and how few questions it is asked.</summary>
public sealed class DeviceTokensTests : IAsyncLifetime
{
    private static readonly AccessOptions Timing = new();

    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedRegistry _registry = new();
    private readonly DeviceTokenLookup _lookup;
    private readonly DeviceTokens _tokens;

    public DeviceTokensTests()
    {
        _lookup = new DeviceTokenLookup(_registry.Factory, _time, NullLogger<DeviceTokenLookup>.Instance);
        _tokens = new DeviceTokens(_lookup, Options.Create(Timing), _time);
    }

    public async ValueTask InitializeAsync() => await _lookup.StartAsync(default);

    public async ValueTask DisposeAsync()
    {
        await _lookup.StopAsync(default);
        _lookup.Dispose();
        _tokens.Dispose();
    }

    [Fact]
    public async Task An_answer_holds_until_it_is_due_again_and_then_a_revoked_token_is_found_out()
    {
        string token = _registry.Add("mina");
        Assert.Equal("mina", await OwnerAsync(token));
        _registry.Revoke(token);

        _time.Advance(Timing.TokenRecheckInterval);
        Assert.Equal("mina", await OwnerAsync(token));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(await OwnerAsync(token));
        Assert.Equal([1, 1], _registry.Questions);
    }

    [Fact]
    public async Task Unknown_tokens_are_not_remembered_so_a_new_one_holds_at_once()
    {
        string token = DeviceToken.New();
        Assert.Null(await OwnerAsync(token));
        Assert.Null(await OwnerAsync(token));

        Assert.Equal(2, _registry.Questions.Count);
    }

    [Fact]
    public async Task While_the_registry_is_away_known_tokens_hold_for_the_grace_and_unknown_ones_are_not_judged()
    {
        string token = _registry.Add("mina");
        await OwnerAsync(token);
        _registry.IsAway = true;

        _time.Advance(Timing.TokenGrace);
        Assert.Equal("mina", await OwnerAsync(token));
        await Assert.ThrowsAsync<RegistryAwayException>(() => OwnerAsync(DeviceToken.New()));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await Assert.ThrowsAsync<RegistryAwayException>(() => OwnerAsync(token));

        _registry.IsAway = false;
        Assert.Equal("mina", await OwnerAsync(token));
    }

    [Fact]
    public async Task What_is_forgotten_is_asked_about_again()
    {
        string token = _registry.Add("mina");
        await OwnerAsync(token);
        _registry.Revoke(token);
        _tokens.Forget();

        Assert.Null(await OwnerAsync(token));
    }

    [Fact]
    public async Task A_recheck_returns_what_ended_and_renews_the_rest()
    {
        string kept = _registry.Add("mina"), ended = _registry.Add("jun");
        await OwnerAsync(kept);
        await OwnerAsync(ended);
        _time.Advance(Timing.TokenRecheckInterval * 2);
        _registry.Revoke(ended);

        IReadOnlySet<string> found = await _tokens.RecheckAsync([DeviceToken.Hash(kept), DeviceToken.Hash(ended)], default);

        Assert.Equal([DeviceToken.Hash(ended)], found);
        Assert.False(_tokens.WasGood(DeviceToken.Hash(ended)));
        _time.Advance(Timing.TokenGrace);
        Assert.True(_tokens.WasGood(DeviceToken.Hash(kept)));
    }

    [Fact]
    public async Task Five_thousand_devices_that_come_back_at_once_cost_a_handful_of_questions()
    {
        string[] tokens = [.. Enumerable.Range(0, 5_000).Select(i => _registry.Add($"user-{i}"))];
        var open = new TaskCompletionSource();
        _registry.Open = open.Task;
        Task<string?>[] asked = [.. tokens.Select(OwnerAsync)];
        open.SetResult();

        string?[] users = await Task.WhenAll(asked);

        Assert.Equal(Enumerable.Range(0, 5_000).Select(i => $"user-{i}"), users);
        Assert.Equal(5_000, _registry.Questions.Sum());
        Assert.InRange(_registry.Questions.Count, 10, 12);
    }

    [Fact]
    public async Task A_registry_that_says_nothing_for_three_seconds_is_away()
    {
        _registry.Open = new TaskCompletionSource().Task;
        Task<string?> asked = OwnerAsync(_registry.Add("mina"));

        while (!asked.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await Assert.ThrowsAsync<RegistryAwayException>(() => asked);
        Assert.True(_time.GetUtcNow() - _time.Start >= TimeSpan.FromSeconds(3));
    }

    private Task<string?> OwnerAsync(string token) => _tokens.OwnerAsync(DeviceToken.Hash(token)).AsTask();
}
