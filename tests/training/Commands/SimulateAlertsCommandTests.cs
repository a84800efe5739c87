using Posture.Grains.Inference;
using Posture.Training.Tests.Support;

namespace Posture.Training.Tests.Commands;

public sealed class SimulateAlertsCommandTests : IDisposable
{
    private static readonly string Model =
        ShippedModels.Folders.Single(folder => Path.GetFileName(folder) == new ModelOptions().Version);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_table_is_printed_and_a_report_is_written()
    {
        ProgramResult result = Simulate("--model", Model, "--wearers", "2", "--hours", "0.2", "--output", _folder.Below("report"));

        Assert.Equal("", result.Error);
        Assert.Contains("false alarms a wearer-hour", result.Output);
        Assert.Equal(
            ["alerts.json", "false-alarms.svg", "report.html"],
            Directory.EnumerateFiles(_folder.Below("report")).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("--wearers", "0", "--wearers 0 must be 1 to 10000")]
    [InlineData("--hours", "25", "--hours 25 must be 0.01 to 24")]
    [InlineData("--hours", "NaN", "--hours NaN must be 0.01 to 24")]
    [InlineData("--after-seconds", "0", "--after-seconds 0 must be 1 to 3600")]
    public void An_option_out_of_range_is_named(string option, string value, string reason)
    {
        ProgramResult result = Simulate("--model", Model, option, value);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(reason, result.Error);
    }

    [Fact]
    public void A_folder_that_is_no_model_is_an_error()
    {
        ProgramResult result = Simulate("--model", _folder.Path);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("--model must be a version's folder", result.Error);
    }

    private static ProgramResult Simulate(params string[] arguments) => TrainingProgram.Run(["simulate-alerts", .. arguments]);
}
