using Posture.LoadTest.Devices;

namespace Posture.LoadTest.Protocol;

/// <summary>What a device may speak (docs/protocol.md).</summary>
internal enum WireProtocol
{
    /// <summary>WebSocket v1.</summary>
    V1,

    /// <summary>WebSocket v2 in JSON.</summary>
    V2,

    /// <summary>WebSocket v2 in MessagePack.</summary>
    V2Msgpack,
}

/// <summary>The protocols as the command line, the upgrade and a connection know them.</summary>
internal static class DeviceProtocols
{
    /// <summary>Most frames in one batch of v2.</summary>
    public const int MaxBatchFrames = 512;

    /// <summary>Most frames of a v2 connection that wait for their acknowledgement.</summary>
    public const int CreditFrames = 1_024;

    public static readonly IReadOnlyDictionary<string, WireProtocol> ByName = new Dictionary<string, WireProtocol>
    {
        ["v1"] = WireProtocol.V1,
        ["v2"] = WireProtocol.V2,
        ["v2.msgpack"] = WireProtocol.V2Msgpack,
    };

    public static string Name(this WireProtocol protocol) => ByName.First(entry => entry.Value == protocol).Key;

    /// <summary>What a device offers when it connects, or null for nothing.</summary>
    public static string? Subprotocol(this WireProtocol protocol) => protocol switch
    {
        WireProtocol.V2 => "posture.v2.json",
        WireProtocol.V2Msgpack => "posture.v2.msgpack",
        _ => null,
    };

    public static IDeviceProtocol Create(this WireProtocol protocol, SimulatedDevice device, int batchFrames) => protocol switch
    {
        WireProtocol.V2 => new V2Protocol(device, batchFrames, new JsonStreamFormat()),
        WireProtocol.V2Msgpack => new V2Protocol(device, batchFrames, new MsgpackStreamFormat()),
        _ => new V1Protocol(device),
    };
}
