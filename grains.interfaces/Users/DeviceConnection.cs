namespace Posture.Grains.Interfaces.Users;

/// <summary>A device's open socket, as its frontend sees it.</summary>
/// <param name="Id">Identity of the socket.</param>
/// <param name="Frontend">The process that holds the socket; told when the socket is replaced.</param>
/// <param name="ClientIp">Remote address in text form, or null when unknown.</param>
/// <param name="UserAgent">User-Agent header, cut to 128 characters, or null.</param>
/// <param name="ConnectedAtUnixMicros">When it opened: of two connections of a user the later one stays.</param>
/// <param name="IsAnonymous">True when the device named no user: nothing is remembered after it leaves.</param>
[GenerateSerializer, Immutable, Alias("posture.device-connection")]
public sealed record DeviceConnection(
    Guid Id,
    IFrontendObserver Frontend,
    string? ClientIp,
    string? UserAgent,
    long ConnectedAtUnixMicros,
    bool IsAnonymous);
