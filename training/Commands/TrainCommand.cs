using System.CommandLine;
using Posture.Training.Learning;
using Posture.Training.Packaging;
using Posture.Training.Recordings;
using Spectre.Console;

namespace Posture.Training.Commands;

/// <summary><c>train</c>: recordings in, a checked model folder out.</summary>
internal static class TrainCommand
{
    public static Command Create(TimeProvider clock)
    {
        var recordings = new RecordingOptions();
        var output = new Option<string>("--output") { Description = "Folder that holds the models", Required = true };
        var name = new Option<string>("--name")
        {
            Description = "Model family",
            DefaultValueFactory = _ => "posture",
        };
        var version = new Option<string>("--version")
        {
            Description = "Version of the new model; an existing one is never changed",
            DefaultValueFactory = _ => "1.0.0",
        };
        var kind = new Option<ModelKind>("--kind")
        {
            Description = "population: the same for everybody; personal: takes a person's calibration",
            DefaultValueFactory = _ => ModelKind.Population,
        };

        var command = new Command("train", "Trains a model, evaluates it on people it has not met, and writes it.")
        {
            output, name, version, kind,
        };
        recordings.AddTo(command);
        command.Run((result, console) => Train(
            recordings.FolderIn(result),
            recordings.TrimIn(result),
            result.GetRequiredValue(output),
            ModelIdentity.Parse(result.GetRequiredValue(name), result.GetRequiredValue(version)),
            result.GetRequiredValue(kind),
            clock,
            console));
        return command;
    }

    private static void Train(
        string recordings,
        Trim trim,
        string output,
        ModelIdentity identity,
        ModelKind kind,
        TimeProvider clock,
        IAnsiConsole console)
    {
        string folder = identity.FolderBelow(output);
        ModelPackage.RequireNew(folder);

        EvaluatedData data = EvaluatedData.Load(recordings, trim, console);
        ModelContent content = kind == ModelKind.Personal
            ? ModelContent.Of(identity, PersonalLearner.Fit(data.Recordings), data.Report, data.Recordings)
            : ModelContent.Of(identity, PostureLearner.Fit(data.Recordings), data.Report, data.Recordings);
        ModelPackage
            .Create(identity, content, data.Recordings, data.Folder.Refused, clock.GetUtcNow())
            .WriteTo(folder);
        console.WriteLine($"Wrote {folder}");
    }
}
