using System.Net;

namespace Posture.Frontend.Access;

/// <summary>What can be said of a request's token before it is judged.</summary>
internal enum TokenStanding
{
    /// <summary>There is none.</summary>
    Absent,

    /// <summary>It must be judged.</summary>
    Unknown,

    /// <summary>It is a device's that was found good a while ago.</summary>
    Known,

    /// <summary>It will not be judged: too many wrong ones came from its address.</summary>
    Throttled,
}

/// <summary>Tells from a token who is calling.</summary>
internal sealed class Authenticator(OperatorToken operatorToken, DeviceTokens devices, FailureLimit failures)
{
    /// <summary>What judging the token will take. The operator's is not looked at: that would be judging.</summary>
    public TokenStanding StandingOf(CarriedToken? token, IPAddress? address) =>
        token is null ? TokenStanding.Absent
        : HashOf(token) is { } hash && devices.WasGood(hash) ? TokenStanding.Known
        : failures.IsFull(address) ? TokenStanding.Throttled
        : TokenStanding.Unknown;

    /// <summary>The caller, or why it cannot be told who it is.</summary>
    /// <param name="token">What they carry.</param>
    /// <param name="address">Where they come from.</param>
    public async ValueTask<(Caller? Caller, Refusal? Refusal)> IdentifyAsync(CarriedToken token, IPAddress? address)
    {
        string? hash = HashOf(token);
        // Not a guess: a device that is known is not locked out by another one behind the same address.
        if (hash is not null && devices.WasGood(hash))
            return await JudgeAsync(token, hash);
        Guesses guesses = failures.Of(address);
        if (await guesses.EnterAsync() is { } full)
            return (null, full);
        var verdict = Verdict.None;
        try
        {
            (Caller? caller, Refusal? refusal) = await JudgeAsync(token, hash);
            verdict = caller is not null ? Verdict.Right : refusal == Refusal.RegistryAway ? Verdict.None : Verdict.Wrong;
            return (caller, refusal);
        }
        finally
        {
            guesses.Leave(verdict);
        }
    }

    private async ValueTask<(Caller? Caller, Refusal? Refusal)> JudgeAsync(CarriedToken token, string? hash)
    {
        if (token.Text is null)
            return (null, Refusal.MalformedToken);
        if (operatorToken.Is(token.Text))
            return (Caller.Operator, null);
        try
        {
            return hash is not null && await devices.OwnerAsync(hash) is { } user
                ? (new Caller(Role.Device, user, hash), null)
                : (null, Refusal.UnknownToken);
        }
        catch (RegistryAwayException)
        {
            return (null, Refusal.RegistryAway);
        }
    }

    private static string? HashOf(CarriedToken token) =>
        token.Text is { } text && DeviceToken.IsWellFormed(text) ? DeviceToken.Hash(text) : null;
}
