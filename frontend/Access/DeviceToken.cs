using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Posture.Frontend.Access;

/// <summary>Tokens of devices: <c>pd_</c>, by which scanners of secrets find them, and 256 random bits in base64url.</summary>
internal static class DeviceToken
{
    private const string Prefix = "pd_";
    private const int Bytes = 32;

    public static string New()
    {
        Span<byte> random = stackalloc byte[Bytes];
        RandomNumberGenerator.Fill(random);
        return Prefix + Base64Url.EncodeToString(random);
    }

    /// <summary>False for what cannot be one, so that nobody needs to be asked about it.</summary>
    public static bool IsWellFormed(string text) =>
        text.StartsWith(Prefix, StringComparison.Ordinal)
        && Base64Url.IsValid(text.AsSpan(Prefix.Length), out int length)
        && length == Bytes;

    /// <summary>What is stored of a token: SHA-256 of its text in hex. Random tokens need no salt.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
