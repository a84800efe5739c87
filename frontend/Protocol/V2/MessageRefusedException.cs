namespace Posture.Frontend.Protocol.V2;

/// <summary>A message that is JSON but not one of the protocol.</summary>
internal sealed class MessageRefusedException(StreamError error, string message) : Exception(message)
{
    public StreamError Error { get; } = error;
}
