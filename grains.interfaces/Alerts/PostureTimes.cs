using System.Collections.Immutable;

namespace Posture.Grains.Interfaces.Alerts;

/// <summary>How long a wearer held each posture, by their steady posture.</summary>
/// <param name="FromUnixMs">Beginning of the first quarter of an hour that is counted.</param>
/// <param name="ToUnixMs">Its end.</param>
/// <param name="HeldMs">Milliseconds by label, [8].</param>
/// <param name="UnknownMs">Frames came, but nothing was calibrated.</param>
[GenerateSerializer, Immutable, Alias("posture.posture-times")]
public sealed record PostureTimes(long FromUnixMs, long ToUnixMs, ImmutableArray<long> HeldMs, long UnknownMs);
