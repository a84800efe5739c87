using Posture.Grains.Interfaces.Streams;

namespace Posture.Frontend.Protocol.V2;

/// <summary>What a v2 client says.</summary>
internal abstract record ClientMessage;

/// <summary><c>{"type":"frames","seq":0,"frames":[[ms,degrees],…],"now":ms?}</c>.</summary>
internal sealed record FramesMessage(FrameBatch Batch) : ClientMessage;

/// <summary><c>{"type":"calibrate","posture":3,"seconds":20}</c>: the wearer holds this posture now.</summary>
internal sealed record CalibrateMessage(int Posture, double Seconds) : ClientMessage;

/// <summary><c>{"type":"feedback","posture":3,"seq":n}</c>: the prediction of this frame should have been that.</summary>
internal sealed record FeedbackMessage(int Posture, long Sequence) : ClientMessage;

/// <summary>Something that is answered with an error.</summary>
/// <param name="Error">What is wrong.</param>
/// <param name="Text">The same for a developer, naming the field.</param>
/// <param name="Sequence">The frame that it is about, or null.</param>
internal sealed record RefusedMessage(StreamError Error, string Text, long? Sequence = null) : ClientMessage;
