using System.Collections.Immutable;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Training.Recordings;

/// <summary>One person holding one posture, as read from a file.</summary>
/// <param name="Path">Path below the recordings folder, with forward slashes: <c>subject-a/3.csv</c>.</param>
/// <param name="Person">Whose recording it is: the name of the folder that holds it.</param>
/// <param name="Label">The posture held, 0 to 7: the name of the file.</param>
/// <param name="Sha256">Hash of the file, lower-case hex.</param>
/// <param name="Frames">All frames, in strictly ascending time.</param>
internal sealed record Recording(
    string Path,
    string Person,
    int Label,
    string Sha256,
    ImmutableArray<PitchFrame> Frames);
