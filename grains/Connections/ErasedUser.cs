using System.Security.Cryptography;
using System.Text;

namespace Posture.Grains.Connections;

/// <summary>
/// How a store remembers for a while that somebody was erased, without the name: a frontend may still have a connection of
/// theirs on its way.
/// </summary>
internal static class ErasedUser
{
    /// <summary>For so long; a frontend that could not deliver for longer may bring a row back.</summary>
    public static readonly TimeSpan RememberedFor = TimeSpan.FromDays(1);

    /// <summary>SHA-256 of the user id, in hexadecimal.</summary>
    public static string Hash(string user) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(user)));
}
