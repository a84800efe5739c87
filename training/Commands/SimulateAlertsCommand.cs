using System.Collections.Immutable;
using System.CommandLine;
using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Alerts;
using Posture.Training.Reporting;
using Posture.Training.Simulation;
using Spectre.Console;

namespace Posture.Training.Commands;

/// <summary><c>simulate-alerts</c>: what wearers who never were are told over a day, by the code and the model that serve.</summary>
internal static class SimulateAlertsCommand
{
    private const int MaxWearers = 10_000;
    private const double MaxHours = 24;
    private const double MaxSeconds = 3600;

    // What the recordings have, and what a phone or a board commonly sends.
    private static readonly ImmutableArray<int> Rates = [1, 10];

    public static Command Create()
    {
        Option<string> model = new("--model")
        {
            Description = "Folder of a personal model's version, for example models/posture/2.1.0",
            Required = true,
        };
        Option<string?> output = new("--output") { Description = "Folder for the report; what evaluate wrote there stays" };
        Option<int> wearers = Number("--wearers", "Simulated wearers", 50);
        Option<double> hours = Number("--hours", "Length of the day of each", 8.0);
        Option<int> seed = Number("--seed", "What everything is drawn from", 1);
        Option<double> after = Number(
            "--after-seconds", "How long a slouch has to last", AlertSettings.Default.AfterSeconds);
        Option<double> clear = Number(
            "--clear-after-seconds", "How long the wearer has to sit well for it to be over", AlertSettings.Default.ClearAfterSeconds);

        var command = new Command("simulate-alerts", "Counts right, missed and false alerts of simulated wearers.")
        {
            model, output, wearers, hours, seed, after, clear,
        };
        command.Run((result, console) => Simulate(
            result.GetRequiredValue(model),
            new AlertSimulation(
                InRange(wearers, result, 1, MaxWearers), InRange(hours, result, 0.01, MaxHours), result.GetValue(seed)),
            AlertSettings.Default with
            {
                AfterSeconds = InRange(after, result, 1, MaxSeconds),
                ClearAfterSeconds = InRange(clear, result, 1, MaxSeconds),
            },
            result.GetValue(output),
            console));
        return command;
    }

    private static void Simulate(
        string folder, AlertSimulation simulation, AlertSettings settings, string? output, IAnsiConsole console)
    {
        using PostureModel model = Load(folder);
        ImmutableArray<AlertRun> runs =
        [
            .. Rates.Select(hertz => console.WithProgress(
                $"{simulation.Wearers} wearers, {simulation.Hours} h each, {hertz} Hz",
                progress => simulation.Run(model, hertz, settings, progress))),
        ];
        var report = new AlertReport(model.Manifest.Version, simulation, settings, runs);
        console.Write(AlertTable(report));
        if (output is null)
            return;
        ReportFolder.Write(output, report);
        console.WriteLine($"Wrote {Path.Combine(output, ReportFolder.PageFileName)}");
    }

    private static PostureModel Load(string folder)
    {
        try
        {
            return PostureModel.Load(folder);
        }
        catch (ModelRefusedException refusal)
        {
            throw new TrainingException($"{refusal.Message} --model must be a version's folder.");
        }
    }

    private static Table AlertTable(AlertReport report)
    {
        Table table = new Table().Title("Simulated wearers").AddColumns([.. AlertRows.Headers(report)]);
        foreach (string[] row in AlertRows.Of(report))
            table.AddRow(row);
        return table;
    }

    private static Option<T> Number<T>(string name, string description, T usual) =>
        new(name) { Description = description, DefaultValueFactory = _ => usual };

    private static T InRange<T>(Option<T> option, ParseResult result, T least, T most)
        where T : IComparable<T>
    {
        T value = result.GetRequiredValue(option);
        return value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0
            ? value
            : throw new TrainingException($"{option.Name} {value} must be {least} to {most}.");
    }
}
