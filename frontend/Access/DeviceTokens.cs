using System.Collections.Immutable;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Posture.Frontend.Access;

/// <summary>
/// Whom tokens of devices speak for, remembered for a while. Wrong ones are not: a device that is registered anew is let in
/// at once, and guesses push nobody out.
/// </summary>
internal sealed class DeviceTokens(DeviceTokenLookup lookup, IOptions<AccessOptions> options, TimeProvider time) : IDisposable
{
    // Beyond it those that were not seen for long are asked about again.
    private const int MaxRemembered = 50_000;

    private readonly MemoryCache _answers = new(new MemoryCacheOptions { SizeLimit = MaxRemembered });

    /// <summary>Whether a token was found good a moment ago or within the grace, and not wrong since.</summary>
    public bool WasGood(string tokenHash) =>
        (Find(tokenHash, options.Value.TokenGrace) ?? Find(tokenHash, options.Value.TokenRecheckInterval)) is not null;

    /// <summary>The user that a token speaks for; null when it is unknown or revoked.</summary>
    /// <exception cref="RegistryAwayException">It cannot be checked, and was not good for longer than the grace.</exception>
    public async ValueTask<string?> OwnerAsync(string tokenHash)
    {
        if (Find(tokenHash, options.Value.TokenRecheckInterval) is { } remembered)
            return remembered;
        try
        {
            string? user = await lookup.OwnerAsync(tokenHash);
            Note(tokenHash, user);
            return user;
        }
        catch (RegistryAwayException)
        {
            return Find(tokenHash, options.Value.TokenGrace) ?? throw new RegistryAwayException();
        }
    }

    /// <summary>Asks anew about tokens and returns those of them that hold no more.</summary>
    /// <exception cref="RegistryAwayException">They cannot be checked.</exception>
    public async Task<IReadOnlySet<string>> RecheckAsync(
        ImmutableArray<string> tokenHashes, CancellationToken cancellationToken)
    {
        ImmutableArray<string?> owners = await lookup.OwnersAsync(tokenHashes, cancellationToken);
        for (int i = 0; i < owners.Length; i++)
            Note(tokenHashes[i], owners[i]);
        return tokenHashes.Where((_, i) => owners[i] is null).ToHashSet();
    }

    /// <summary>Forgets every answer: something was revoked.</summary>
    public void Forget() => _answers.Clear();

    public void Dispose() => _answers.Dispose();

    private string? Find(string tokenHash, TimeSpan maxAge) =>
        _answers.TryGetValue(tokenHash, out Answer? answer) && time.GetElapsedTime(answer!.CheckedAt) <= maxAge ? answer.User : null;

    private void Note(string tokenHash, string? user)
    {
        if (user is null)
            _answers.Remove(tokenHash);
        else
            _answers.Set(tokenHash, new Answer(user, time.GetTimestamp()), new MemoryCacheEntryOptions { Size = 1 });
    }

    private sealed record Answer(string User, long CheckedAt);
}
