namespace Posture.Grains.Interfaces.Connections;

/// <summary>A device's connection as the log knows it: open, or over and done.</summary>
/// <param name="Id">Identity of the socket.</param>
/// <param name="User">Whose device it was, or null when it left before that was known.</param>
/// <param name="Protocol"><c>v1</c> or <c>v2</c>.</param>
/// <param name="Frontend">The process that held the socket.</param>
/// <param name="ClientIp">Remote address in text form, or null when unknown.</param>
/// <param name="UserAgent">User-Agent header, cut to 128 characters, or null.</param>
/// <param name="ConnectedAtUnixMicros">When it opened.</param>
/// <param name="DisconnectedAtUnixMicros">When it ended, or null while it is open.</param>
/// <param name="CloseReason">The close code that was sent, or why none was; null while it is open.</param>
/// <param name="Frames">Frames that came, repeats included.</param>
/// <param name="Predictions">Predictions that were sent.</param>
[GenerateSerializer, Immutable, Alias("posture.connection-entry")]
public sealed record ConnectionEntry(
    Guid Id,
    string? User,
    string Protocol,
    string Frontend,
    string? ClientIp,
    string? UserAgent,
    long ConnectedAtUnixMicros,
    long? DisconnectedAtUnixMicros,
    string? CloseReason,
    long Frames,
    long Predictions);
