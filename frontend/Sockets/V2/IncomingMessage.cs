using Posture.Frontend.Protocol.V2;

namespace Posture.Frontend.Sockets.V2;

/// <summary>A message and when it came; without one, a reason to look for news.</summary>
internal readonly record struct IncomingMessage(ClientMessage? Message, long ReceivedAt);
