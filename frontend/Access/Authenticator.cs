using System.Net;

namespace Posture.Frontend.Access;

/// <summary>Tells from a token who is calling.</summary>
internal sealed class Authenticator(OperatorToken operatorToken, DeviceTokens devices, FailureLimit failures)
{
    /// <summary>The caller, or why it cannot be told who it is.</summary>
    /// <param name="token">What they carry.</param>
    /// <param name="address">Where they come from.</param>
    public async ValueTask<(Caller? Caller, Refusal? Refusal)> IdentifyAsync(CarriedToken token, IPAddress? address)
    {
        string? hash = token.Text is { } text && DeviceToken.IsWellFormed(text) ? DeviceToken.Hash(text) : null;
        // Before the limit: a device that is known is not locked out by another one behind the same address.
        if (hash is not null && devices.Remembered(hash) is { } remembered)
            return (new Caller(Role.Device, remembered, hash), null);
        if (failures.Wait(address) is { } wait)
            return (null, Refusal.Throttled with { RetryAfter = wait });
        if (token.Text is not null && operatorToken.Is(token.Text))
            return (Caller.Operator, null);
        try
        {
            if (hash is not null && await devices.OwnerAsync(hash) is { } user)
                return (new Caller(Role.Device, user, hash), null);
        }
        catch (RegistryAwayException)
        {
            return (null, Refusal.RegistryAway);
        }

        failures.Count(address);
        return (null, token.Text is null ? Refusal.MalformedToken : Refusal.UnknownToken);
    }
}
