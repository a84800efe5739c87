using System.Collections.Immutable;
using Posture.Training.Evaluation;
using Posture.Training.Learning;
using Posture.Training.Tests.Support;
using Posture.Training.Windows;

namespace Posture.Training.Tests.Evaluation;

public sealed class LeaveOnePersonOutTests
{
    private static readonly ImmutableArray<WindowedRecording> Others = Samples.Separable("ann", "ben");

    [Fact]
    public void Garbage_of_the_held_out_person_cannot_change_the_model_that_answers_it()
    {
        LinearClassifier withSense = ModelFor("cho", [.. Others, .. Samples.Separable("cho")]);
        LinearClassifier withGarbage = ModelFor("cho", [.. Others, .. Garbage("cho")]);

        Assert.Equal(Numbers(withSense), Numbers(withGarbage));
        Assert.Equal(withSense.Shrinkage, withGarbage.Shrinkage);
    }

    [Fact]
    public void The_same_garbage_does_change_the_models_that_learn_from_it()
    {
        LinearClassifier withSense = ModelFor("ann", [.. Others, .. Samples.Separable("cho")]);
        LinearClassifier withGarbage = ModelFor("ann", [.. Others, .. Garbage("cho")]);

        Assert.NotEqual(withSense.Mean.AsEnumerable(), withGarbage.Mean);
        Assert.NotEqual(withSense.Temperature, withGarbage.Temperature);
    }

    [Fact]
    public void Labels_of_the_held_out_person_cannot_change_its_answers()
    {
        ImmutableArray<WindowedRecording> swapped =
        [
            .. Samples.Separable("cho").Select(recording => recording with
            {
                Recording = recording.Recording with { Label = 7 - recording.Label },
            }),
        ];

        Assert.Equal(AnswersFor("cho", Samples.Separable("cho")), AnswersFor("cho", swapped));
    }

    [Fact]
    public void Every_recording_is_answered_once_by_a_model_of_the_others()
    {
        ImmutableArray<WindowedRecording> recordings = [.. Others, .. Samples.Separable("cho")];

        ImmutableArray<EvaluatedPerson> persons = LeaveOnePersonOut.Run(recordings, NoProgress.Instance);

        Assert.Equal(["ann", "ben", "cho"], persons.Select(person => person.Person));
        Assert.All(persons, person => Assert.All(
            person.Recordings, recording => Assert.Equal(person.Person, recording.Person)));
        Assert.Equal(
            recordings.Select(recording => recording.Recording.Path).Order(),
            persons.SelectMany(person => person.Recordings).Select(recording => recording.Path).Order());
    }

    [Fact]
    public void A_fold_shares_no_recording_between_learning_and_testing()
    {
        ImmutableArray<WindowedRecording> recordings = [.. Others, .. Samples.Separable("cho")];

        Assert.All(PersonFold.Split(recordings), fold =>
        {
            Assert.DoesNotContain(fold.Training, recording => recording.Person == fold.Person);
            Assert.Equal(recordings.Length, fold.Training.Length + fold.HeldOut.Length);
        });
    }

    private static IEnumerable<WindowedRecording> Garbage(string person) =>
        Enumerable.Range(0, 8).Select(label => Samples.Recording(person, label, label % 2 == 0 ? 170 : -170));

    private static LinearClassifier ModelFor(string person, IReadOnlyList<WindowedRecording> recordings) =>
        LeaveOnePersonOut.Run(recordings, NoProgress.Instance).Single(fold => fold.Person == person).Model;

    private static IEnumerable<double> AnswersFor(string person, IEnumerable<WindowedRecording> recordings) =>
        LeaveOnePersonOut.Run([.. Others, .. recordings], NoProgress.Instance)
            .Single(fold => fold.Person == person)
            .Recordings
            .SelectMany(recording => recording.Probabilities.SelectMany(row => row));

    private static float[] Numbers(LinearClassifier model) =>
        [.. model.Mean, .. model.Scale, .. model.Weights.SelectMany(row => row), .. model.Bias, model.Temperature];
}
