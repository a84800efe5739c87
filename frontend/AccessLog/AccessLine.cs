using System.Globalization;
using System.Net;

namespace Posture.Frontend.AccessLog;

/// <summary>
/// A line of the access log: Apache's combined format but for the time, which is one word, so that <c>$8</c> of awk is the
/// status and <c>$9</c> milliseconds. No field has a space in it, whatever a client sends.
/// </summary>
/// <param name="Ip">Who called.</param>
/// <param name="User">The user it is about, or null.</param>
/// <param name="Method">Of HTTP; <c>WS</c> for a message of a socket, <c>CLOSE</c> for its end.</param>
/// <param name="Path">Without the query, which may hold a token.</param>
/// <param name="Protocol">Of HTTP, or the socket's <c>v1</c> or <c>v2</c>.</param>
/// <param name="Status">Of HTTP; of a message, what it would be.</param>
/// <param name="Elapsed">From receipt to reply.</param>
/// <param name="Bytes">Of the reply's body; null when it was not known beforehand.</param>
/// <param name="Tail"><c>key:value</c> words, each of them clean.</param>
internal readonly record struct AccessLine(
    IPAddress? Ip, string? User, string Method, string Path, string Protocol, int Status, TimeSpan Elapsed, long? Bytes, string Tail)
{
    private const int MaxPathLength = 256, MaxWordLength = 16;

    /// <summary>The line, without its end.</summary>
    /// <param name="at">When the reply was complete, local time.</param>
    public string Format(DateTimeOffset at) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Address} - {AccessWord.OfUser(User)} [{at:yyyy-MM-ddTHH:mm:ss.fffzzz}] \"{AccessWord.Of(Method, MaxWordLength)} " +
        $"{AccessWord.Of(Path, MaxPathLength)} {AccessWord.Of(Protocol, MaxWordLength)}\" {Status} " +
        $"{Math.Max(0, Elapsed.TotalMilliseconds):0.000} {Size} {Tail}");

    private string Address => Ip is null ? "-" : (Ip.IsIPv4MappedToIPv6 ? Ip.MapToIPv4() : Ip).ToString();

    private string Size => Bytes?.ToString(CultureInfo.InvariantCulture) ?? "-";
}
