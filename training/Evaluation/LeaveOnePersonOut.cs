using System.Collections.Immutable;
using Posture.Training.Learning;
using Posture.Training.Windows;

namespace Posture.Training.Evaluation;

/// <summary>
/// How the method does on people it has not met. Each person is answered by a model made, scaling, shrinkage and
/// temperature included, from the others alone.
/// </summary>
internal static class LeaveOnePersonOut
{
    /// <summary>Answers every recording once; <paramref name="progress"/> gets the share of people done.</summary>
    public static ImmutableArray<EvaluatedPerson> Run(
        IReadOnlyList<WindowedRecording> recordings, IProgress<double> progress)
    {
        PersonFold[] folds = [.. PersonFold.Split(recordings)];
        var persons = ImmutableArray.CreateBuilder<EvaluatedPerson>(folds.Length);
        foreach (PersonFold fold in folds)
        {
            LinearClassifier model = PostureLearner.Fit(fold.Training);
            persons.Add(new EvaluatedPerson(
                fold.Person, model, [.. fold.HeldOut.Select(recording => EvaluatedRecording.Of(recording, recording.Windows, model.Probabilities))]));
            progress.Report(persons.Count / (double)folds.Length);
        }

        return persons.MoveToImmutable();
    }
}

/// <summary>A person's recordings, answered by a model made without that person.</summary>
internal sealed record EvaluatedPerson(
    string Person, LinearClassifier Model, ImmutableArray<EvaluatedRecording> Recordings);
