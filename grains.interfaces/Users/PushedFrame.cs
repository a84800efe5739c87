using Posture.Grains.Interfaces.Frames;

namespace Posture.Grains.Interfaces.Users;

/// <summary>
/// A frame and the connection that it came over. One object, because the framework looks at each argument of a call as one:
/// two values would be boxed twice each for every frame.
/// </summary>
[GenerateSerializer, Immutable, Alias("posture.pushed-frame")]
public sealed record PushedFrame(Guid ConnectionId, StampedFrame Frame);
