using System.Collections.Immutable;
using Posture.Grains.Interfaces.Connections;
using Posture.Grains.Interfaces.Health;

namespace Posture.Silo.Tests.Connections;

/// <summary>Connections and processes to store.</summary>
internal static class Entries
{
    /// <summary>The beginning of these tests' time.</summary>
    public const long Begin = 1_700_000_000_000_000;

    public const long Second = 1_000_000;

    public static ConnectionEntry Open(string? user = "mina", string frontend = "web-1", long at = Begin) =>
        new(Guid.NewGuid(), user, "v1", frontend, "192.168.1.2", "ESP32", at, null, null, 0, 0);

    public static ConnectionEntry Ended(this ConnectionEntry entry, string reason, long at) =>
        entry with { DisconnectedAtUnixMicros = at, CloseReason = reason, Frames = 7, Predictions = 6 };

    public static ProcessStatus Process(string instance, ProcessKind kind = ProcessKind.Frontend, SiloLoad? silo = null) => new(
        instance, kind, "host", "http://127.0.0.1:8000", "0.1.0", Begin, TimeSpan.FromSeconds(60), "degraded",
        ImmutableArray.Create("model", "prediction_log"), 12, 1L << 33, 0.25, silo);
}
