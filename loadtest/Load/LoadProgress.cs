namespace Posture.LoadTest.Load;

/// <summary>Where a run is, once a second.</summary>
/// <param name="Phase">connecting, warming up, measuring or draining.</param>
/// <param name="Connected">Connections opened so far.</param>
/// <param name="Replies">Right replies so far.</param>
/// <param name="Faults">Faults so far.</param>
internal sealed record LoadProgress(string Phase, int Connected, long Replies, long Faults);
