using Posture.Frontend.Access;

namespace Posture.Frontend.Limits;

/// <summary>What callers hear who ask for more than their share.</summary>
internal static class Excess
{
    // Long enough for a socket that was cut to be noticed and its place to be free.
    private static readonly TimeSpan SocketWait = TimeSpan.FromSeconds(10);

    public static readonly Refusal Requests = new(
        StatusCodes.Status503ServiceUnavailable, "requests", "The server is asked more than it answers. Try again.");

    public static readonly Refusal RequestsPerAddress = new(
        StatusCodes.Status429TooManyRequests, "requests_per_address", "Too many requests came from this address.");

    public static readonly Refusal RequestsPerUser = new(
        StatusCodes.Status429TooManyRequests, "requests_per_user", "Too many requests came with tokens of this user.");

    public static readonly Refusal SocketsPerAddress = new(
        StatusCodes.Status429TooManyRequests, "sockets_per_address", "Too many sockets of this address are open.", SocketWait);

    public static readonly Refusal SocketsPerUser = new(
        StatusCodes.Status429TooManyRequests, "sockets_per_user", "Too many sockets of this user are open.", SocketWait);

    /// <summary>Every one there is.</summary>
    public static readonly Refusal[] All = [Requests, RequestsPerAddress, RequestsPerUser, SocketsPerAddress, SocketsPerUser];
}
