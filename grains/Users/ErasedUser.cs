using System.Security.Cryptography;
using System.Text;

namespace Posture.Grains.Users;

/// <summary>
/// How a store remembers that somebody was erased, without the name: the spool of a silo that was away, or a frontend, may
/// still have something of theirs.
/// </summary>
internal static class ErasedUser
{
    /// <summary>
    /// Longer than anybody leaves a dead silo's folder alone, no longer than a person has to be known to be forgotten.
    /// </summary>
    public static readonly TimeSpan RememberedFor = TimeSpan.FromDays(30);

    /// <summary>SHA-256 of the user id.</summary>
    public static byte[] Hash(string user) => SHA256.HashData(Encoding.UTF8.GetBytes(user));
}
