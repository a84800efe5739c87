using Posture.LoadTest.Comparison;

namespace Posture.LoadTest.Ladder;

/// <param name="Connections">Devices at once.</param>
/// <param name="Result">What the servers did with them.</param>
internal sealed record LadderRung(int Connections, ComparisonResult Result);
