using System.CommandLine;
using Posture.Training.Recordings;

namespace Posture.Training.Commands;

/// <summary>The options that say what to learn from.</summary>
internal sealed class RecordingOptions
{
    private readonly Option<double> _trimStartSeconds = new("--trim-start-seconds")
    {
        Description = "Time left out at the start of each recording",
        DefaultValueFactory = _ => Trim.Default.StartMs / 1000,
    };

    private readonly Option<int> _trimEndSamples = new("--trim-end-samples")
    {
        Description = "Samples left out at the end of each recording",
        DefaultValueFactory = _ => Trim.Default.EndFrames,
    };

    private readonly Option<string> _recordings = Folder();

    public static Option<string> Folder() => new("--recordings")
    {
        Description = "Folder of recordings PERSON/LABEL.csv",
        Required = true,
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_recordings);
        command.Options.Add(_trimStartSeconds);
        command.Options.Add(_trimEndSamples);
    }

    public string FolderIn(ParseResult result) => result.GetRequiredValue(_recordings);

    /// <exception cref="TrainingException">A value is out of range.</exception>
    public Trim TrimIn(ParseResult result)
    {
        double startSeconds = result.GetRequiredValue(_trimStartSeconds);
        int endSamples = result.GetRequiredValue(_trimEndSamples);
        if (!(startSeconds is >= 0 and <= 3600))
            throw new TrainingException($"--trim-start-seconds {startSeconds} must be 0 to 3600.");
        if (endSamples is < 0 or > 10_000)
            throw new TrainingException($"--trim-end-samples {endSamples} must be 0 to 10000.");
        return new Trim(startSeconds * 1000, endSamples);
    }
}
