using Posture.Grains.Inference;
using Posture.Training.Calibration;
using Posture.Training.Evaluation;
using Posture.Training.Learning;

namespace Posture.Training.Packaging;

/// <summary>The card of a personal model, after Mitchell et al., "Model Cards for Model Reporting" (FAT* 2019).</summary>
internal static class PersonalModelCard
{
    /// <summary>The card in Markdown; it holds no date, so the same training gives the same card.</summary>
    public static string Write(ModelManifest manifest, PersonalClassifier classifier, EvaluationReport report) => $"""
        # {manifest.Name} {manifest.Version}

        {manifest.Method}.
        Prior weight {classifier.PosturePriorCount:0.##} windows a posture, temperature {classifier.Temperature:0.00}.

        - Input: {manifest.FeatureNames.Length} statistics of the last {manifest.WindowSpanMs / 1000:0} s of pitch, and of the person
          mean, squared deviations and window count of [{string.Join(", ", classifier.PersonalFeatureNames)}] for each posture shown.
        - Output: probabilities of the {manifest.Labels.Length} postures {manifest.Labels[0]} to {manifest.Labels[^1]}.

        ## Intended use
        Recognising postures that a wearer has shown for 20 s or more each, while the sensor stays where it was. Postures
        not shown compete with what other people make of them. **Not a medical device**: not for diagnosis, treatment or
        safety.

        How often alerts built on it come wrongly, late or not at all is measured on simulated wearers by
        `simulate-alerts`; `docs/evaluation.md` of the project holds the last figures.

        ## Data
        {report.Persons.Length} people, {manifest.TrainingFiles.Length} recordings, {report.PerWindow.Count} windows. Known faults:

        - {report.Persons.Length} people, each holding a posture in one recording of about two minutes, on request: no other day, no
          other fit of the sensor, no daily life.
        - Both ends of a recording hold set-up motion and are left out.
        {ModelCard.Lines(Missing(manifest))}

        Refused:

        {ModelCard.Refused(manifest)}

        ## Scores on a person whom the model has not met
        Prior, weights and temperature are made without that person. The first seconds of each posture calibrate; after
        a gap of {CalibrationEpisode.GapSeconds:0} s every window counts. `personal` is this model, `uncalibrated` the same
        without a profile, `population` a linear discriminant analysis that is the same for everybody, `prototypes` Gaussian
        prototypes of the person alone. Macro-F1 is the mean of the people's; the interval is of the macro-F1 by
        recording, over resampled recordings of the same people.

        | seconds | method | macro-F1 | of each person | accuracy | calibration error | Brier | by recording | 95 % |
        |---|---|---|---|---|---|---|---|---|
        {ModelCard.Lines(report.Calibrated.SelectMany(calibration => calibration.Methods.Select(
            method => Row(calibration.Seconds, method))))}

        ## What the scores do not say
        - The intervals cover other recordings of these {report.Persons.Length} people, not other people.
        - A person held each posture in one recording, and calibration and test are parts of it: what a calibration is
          worth on another day, or after the sensor was put on again, is unknown.
        - Every window of a test is of one of the postures; real wearers also move between them.
        - Labels are opaque: pitch alone cannot see a lean to the side or crossed legs.
        - The scores are those of the method: each fold chose its own prior, weight and temperature, and so did the shipped
          model, which is made from everyone, so that nobody is left to test it on.
        """.ReplaceLineEndings("\n") + "\n";

    private static IEnumerable<string> Missing(ModelManifest manifest) =>
        from person in manifest.TrainingFiles.Select(file => Path.GetDirectoryName(file.Path)!).Distinct()
        from label in manifest.Labels
        where manifest.TrainingFiles.All(file => file.Path != $"{person}/{label}.csv")
        select $"- No recording of posture {label} by `{person}`.";

    private static string Row(double seconds, MethodReport method) =>
        $"| {seconds:0} | {method.Method} | {method.MeanMacroF1:0.000} "
        + $"| {string.Join(", ", method.Persons.Select(person => $"{person.Person} {person.PerWindow.MacroF1:0.000}"))} "
        + $"| {method.PerWindow.Accuracy:0.000} | {method.PerWindow.ExpectedCalibrationError:0.000} "
        + $"| {method.PerWindow.Brier:0.000} | {method.PerRecording.MacroF1:0.000} "
        + $"| {method.PerRecordingIntervals.MacroF1} |";
}
