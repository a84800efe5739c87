using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Posture.Silo.Webhooks;

/// <summary>
/// Signs a message as in the Standard Webhooks specification (https://www.standardwebhooks.com): HMAC-SHA256 of
/// <c>id.timestamp.payload</c>, so that a receiver knows who sent it and a message cannot be replayed later.
/// </summary>
internal static class WebhookSignature
{
    private const string SecretPrefix = "whsec_";
    private const int MinSecretBytes = 24;
    private const int MaxSecretBytes = 64;

    /// <summary>The value of the header <c>webhook-signature</c>.</summary>
    public static string Sign(byte[] key, string id, long unixSeconds, string payload)
    {
        string message = string.Create(CultureInfo.InvariantCulture, $"{id}.{unixSeconds}.{payload}");
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(message)));
    }

    /// <summary>Reads <c>whsec_</c> and base64.</summary>
    public static bool TryReadSecret(string secret, out byte[] key)
    {
        key = [];
        if (!secret.StartsWith(SecretPrefix, StringComparison.Ordinal))
            return false;
        var room = new byte[secret.Length];
        if (!Convert.TryFromBase64String(secret[SecretPrefix.Length..], room, out int length)
            || length is < MinSecretBytes or > MaxSecretBytes)
            return false;
        key = room[..length];
        return true;
    }
}
