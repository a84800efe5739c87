using Posture.Grains.Inference;
using Posture.Training.Evaluation;
using Posture.Training.Learning;

namespace Posture.Training.Packaging;

/// <summary>A short card for people, after Mitchell et al., "Model Cards for Model Reporting" (FAT* 2019).</summary>
internal static class ModelCard
{
    /// <summary>The card in Markdown; it holds no date, so the same training gives the same card.</summary>
    public static string Write(ModelManifest manifest, LinearClassifier classifier, EvaluationReport report) => $"""
        # {manifest.Name} {manifest.Version}

        {manifest.Method}.
        Shrinkage {classifier.Shrinkage:0.##}, temperature {classifier.Temperature:0.0}.

        - Input: {manifest.FeatureNames.Length} statistics of the last {manifest.WindowSpanMs / 1000:0} s of pitch.
        - Output: probabilities of the {manifest.Labels.Length} postures {manifest.Labels[0]} to {manifest.Labels[^1]}.

        ## Intended use
        A first guess for a wearer whose own postures the system does not know yet, and the baseline that personal
        calibration is measured against. **Not a medical device**: not for diagnosis, treatment or safety.

        ## Data
        {report.Persons.Length} people, {manifest.TrainingFiles.Length} recordings, {report.PerWindow.Count} windows.
        The set-up motion at both ends of a recording is left out.

        | posture | recordings |
        |---|---|
        {Lines(manifest.Labels.Select(label => $"| {label} | {RecordingCount(manifest, label)} |"))}

        Refused:

        {Refused(manifest)}

        ## Scores on a person whom the model has not met
        Leave one person out: scaling, shrinkage and temperature are chosen without that person. The 95 % intervals
        come from resampled recordings of the same people.

        | score | by window | 95 % | by recording | 95 % | without skill |
        |---|---|---|---|---|---|
        {Lines(ScoreSummary.Of(report).Select(ScoreRow))}

        | held-out person | macro-F1 | accuracy | mean confidence | shrinkage | temperature |
        |---|---|---|---|---|---|
        {Lines(report.Persons.Select(PersonRow))}

        | posture | recall by window | recall by recording |
        |---|---|---|
        {Lines(manifest.Labels.Select((label, index) => RecallRow(report, label, index)))}

        ## What the scores do not say
        - The intervals cover other recordings of these {report.Persons.Length} people, not other people.
        - A person held each posture in one recording: posture and session cannot be told apart, another day is unknown.
        - Labels are opaque: pitch alone cannot see a lean to the side or crossed legs.
        - The scores are those of the method: each fold chose its own shrinkage and temperature, and so did the shipped
          model, which is made from everyone, so that nobody is left to test it on.
        - On a person not met, mean confidence is {report.PerWindow.MeanConfidence:0.000} and accuracy {report.PerWindow.Accuracy:0.000};
          a uniform guess has {ScoreSummary.Chance:0.000} of both. Take a confidence as a rank among answers, not as a promise.
        """.ReplaceLineEndings("\n") + "\n";

    private static int RecordingCount(ModelManifest manifest, string label) =>
        manifest.TrainingFiles.Count(file => Path.GetFileNameWithoutExtension(file.Path) == label);

    /// <summary>The refused files as a list.</summary>
    public static string Refused(ModelManifest manifest) => manifest.RefusedFiles.IsEmpty
        ? "- nothing"
        : Lines(manifest.RefusedFiles.Select(file => $"- `{file.Path}`: {file.Reason}"));

    private static string ScoreRow(ScoreSummary score) =>
        $"| {score.Name} | {score.PerWindow:0.000} | {score.PerWindowInterval} "
        + $"| {score.PerRecording:0.000} | {score.PerRecordingInterval} | {score.WithoutSkill:0.000} |";

    private static string PersonRow(PersonReport person) =>
        $"| {person.Person} | {person.PerWindow.MacroF1:0.000} | {person.PerWindow.Accuracy:0.000} "
        + $"| {person.PerWindow.MeanConfidence:0.000} | {person.Shrinkage:0.##} | {person.Temperature:0.0} |";

    private static string RecallRow(EvaluationReport report, string label, int index) =>
        $"| {label} | {report.PerWindow.Recalls[index]:0.000} | {report.PerRecording.Recalls[index]:0.000} |";

    /// <summary>Joins lines.</summary>
    public static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);
}
