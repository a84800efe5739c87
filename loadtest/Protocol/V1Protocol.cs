using System.Net.WebSockets;
using System.Text;
using Posture.LoadTest.Devices;

namespace Posture.LoadTest.Protocol;

/// <summary>WebSocket v1: a frame a message, a reply a frame.</summary>
internal sealed class V1Protocol(SimulatedDevice device) : IDeviceProtocol
{
    private readonly ReplyCheck _check = new();

    public WebSocketMessageType MessageType => WebSocketMessageType.Text;

    public int MaxRequestBytes => PitchFrameWriter.MaxBytes;

    public bool IsGreeting(ReadOnlyMemory<byte> message) => WelcomeCheck.IsWelcome(message);

    public int Write(long number, Span<byte> destination) => PitchFrameWriter.Write(device.Frame(number), destination);

    public ReplyVerdict Check(ReadOnlyMemory<byte> reply, long number) =>
        new(IsWhole: true, _check.Check(reply.Span, device.Frame(number)));

    public string Describe(long number) => device.Frame(number).ToString();

    public string Describe(ReadOnlyMemory<byte> received) => Encoding.UTF8.GetString(received.Span);
}
