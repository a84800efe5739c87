namespace Posture.Grains.Interfaces.Streams;

/// <summary>An alert went up or came down.</summary>
/// <param name="IsRaised">True when it went up.</param>
/// <param name="Posture">The bad posture that was most probable when it was raised.</param>
/// <param name="SinceDeviceMs">When the slouch began, on the device's clock.</param>
[GenerateSerializer, Immutable, Alias("posture.alert-notice")]
public sealed record AlertNotice(bool IsRaised, int Posture, double SinceDeviceMs);
