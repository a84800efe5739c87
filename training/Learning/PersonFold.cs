using System.Collections.Immutable;
using Posture.Training.Windows;

namespace Posture.Training.Learning;

/// <summary>One person's recordings set aside, the others' to learn from.</summary>
internal sealed record PersonFold(
    string Person, ImmutableArray<WindowedRecording> HeldOut, ImmutableArray<WindowedRecording> Training)
{
    /// <summary>One fold a person, in order of their names.</summary>
    public static IEnumerable<PersonFold> Split(IReadOnlyList<WindowedRecording> recordings) => recordings
        .Select(recording => recording.Person)
        .Distinct()
        .Order(StringComparer.Ordinal)
        .Select(person => new PersonFold(
            person,
            [.. recordings.Where(recording => recording.Person == person)],
            [.. recordings.Where(recording => recording.Person != person)]));
}
