namespace Posture.Frontend.Sockets;

/// <summary>What a device's message is: a frame of v1, one of the v2 messages, or something that cannot be taken.</summary>
internal enum MessageKind
{
    Frame,
    Frames,
    Calibrate,
    Feedback,
    Invalid,
}
