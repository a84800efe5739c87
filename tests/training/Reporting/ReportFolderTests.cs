using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Posture.Grains.Inference;
using Posture.Grains.Interfaces.Alerts;
using Posture.Training.Evaluation;
using Posture.Training.Recordings;
using Posture.Training.Reporting;
using Posture.Training.Simulation;
using Posture.Training.Tests.Support;
using Posture.Training.Windows;

namespace Posture.Training.Tests.Reporting;

public sealed class ReportFolderTests : IDisposable
{
    private static readonly EvaluationResults Results = new(
        24, [new RefusedFile("ann/<9>.csv", "label '9' is outside 0 to 7")], Evaluate());

    private static readonly AlertReport Alerts = new(
        "1.2.3",
        new AlertSimulation(Wearers: 2, Hours: 8, Seed: 1),
        AlertSettings.Default,
        [AlertRun.Of(hertz: 1, [new(8, 10, 7, 1, 1, 1, 14, 2, 3, [61, 75]), new(6, 4, 4, 0, 0, 0, 4, 0, 0, [70])])]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_plot_is_well_formed_and_on_the_page()
    {
        ReportFolder.Write(_folder.Path, Results);
        ReportFolder.Write(_folder.Path, Alerts);

        string page = File.ReadAllText(_folder.Below(ReportFolder.PageFileName));
        string[] plots = [.. Directory.EnumerateFiles(_folder.Path, "*.svg").Select(file => Path.GetFileName(file))];
        Assert.Equal(
            [
                "calibration.svg", "confusion-20s.svg", "confusion-60s.svg", "confusion-uncalibrated.svg", "false-alarms.svg",
                "persons.svg", "reliability.svg",
            ],
            plots.Order());
        Assert.All(plots, plot =>
        {
            Assert.Equal("svg", Svg(plot).Root!.Name.LocalName);
            Assert.Contains($"<img src=\"{plot}\"", page);
        });
    }

    [Fact]
    public void The_page_loads_nothing_from_elsewhere_and_encodes_what_it_is_given()
    {
        ReportFolder.Write(_folder.Path, Results);

        string page = File.ReadAllText(_folder.Below(ReportFolder.PageFileName));

        Assert.DoesNotContain("http", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("ann/&lt;9&gt;.csv", page);
    }

    [Fact]
    public void The_confusion_plot_holds_every_percentage()
    {
        ReportFolder.Write(_folder.Path, Results);

        string[] texts = Texts("confusion-20s.svg");

        Scores scores = Served(20).PerWindow;
        foreach (ImmutableArray<int> row in scores.Confusion)
        {
            foreach (int count in row)
                Assert.Contains((100.0 * count / row.Sum()).ToString("0", CultureInfo.InvariantCulture), texts);
        }

        Assert.True(texts.Length >= PostureLabels.Count * PostureLabels.Count);
    }

    [Fact]
    public void The_other_plots_name_their_data()
    {
        ReportFolder.Write(_folder.Path, Results);
        ReportFolder.Write(_folder.Path, Alerts);

        Assert.All(Served(20).Persons, person => Assert.Contains(person.Person, Texts("persons.svg")));
        Assert.Contains(
            $"20 s a posture: ECE {Served(20).PerWindow.ExpectedCalibrationError:0.000}",
            string.Join('\n', Texts("reliability.svg")));
        Assert.Contains("chance 0.125", Texts("calibration.svg"));
        Assert.Contains("1 Hz, mean 0.214", Texts("false-alarms.svg"));
    }

    [Fact]
    public void The_numbers_for_machines_are_those_on_the_page()
    {
        ReportFolder.Write(_folder.Path, Results);
        ReportFolder.Write(_folder.Path, Alerts);

        string page = File.ReadAllText(_folder.Below(ReportFolder.PageFileName));
        using JsonDocument results = JsonDocument.Parse(File.ReadAllText(_folder.Below(ReportFolder.ResultsFileName)));
        using JsonDocument alerts = JsonDocument.Parse(File.ReadAllText(_folder.Below(ReportFolder.AlertsFileName)));
        foreach (JsonElement calibration in results.RootElement.GetProperty("report").GetProperty("calibrated").EnumerateArray())
        {
            foreach (JsonElement method in calibration.GetProperty("methods").EnumerateArray())
            {
                Assert.Contains(
                    $"<td>{method.GetProperty("method").GetString()}</td><td>{method.GetProperty("mean_macro_f1").GetDouble():0.000}</td>",
                    page);
            }
        }

        double falseAlarms = alerts.RootElement.GetProperty("runs")[0].GetProperty("false_alarms_per_hour").GetProperty("value").GetDouble();
        Assert.Equal(3.0 / 14, falseAlarms, 1e-12);
        Assert.Contains($"<td>{falseAlarms:0.000} (", page);
    }

    [Fact]
    public void Recordings_too_short_to_calibrate_with_make_a_page_that_says_so()
    {
        ReportFolder.Write(_folder.Path, Results with { Report = Results.Report with { Calibrated = [] } });

        Assert.Contains("too short to calibrate with", File.ReadAllText(_folder.Below(ReportFolder.PageFileName)));
        Assert.Empty(Directory.EnumerateFiles(_folder.Path, "*.svg"));
    }

    [Fact]
    public void Foreign_results_in_the_folder_are_an_error()
    {
        _folder.Write(ReportFolder.ResultsFileName, "{}");

        var failure = Assert.Throws<TrainingException>(() => ReportFolder.Write(_folder.Path, Alerts));

        Assert.Contains("Delete it or give another --output", failure.Message);
    }

    private static EvaluationReport Evaluate()
    {
        ImmutableArray<WindowedRecording> recordings =
            new Wearers(Hertz: 1, ApartDegrees: 8, DriftDegrees: 1).Make(count: 3, seed: 5);
        return EvaluationReport.Of(recordings, NoProgress.Instance, NoProgress.Instance, NoProgress.Instance);
    }

    private static MethodReport Served(double seconds) =>
        Results.Report.Calibrated.Single(report => report.Seconds == seconds).Served;

    private XDocument Svg(string plot) => XDocument.Load(_folder.Below(plot));

    private string[] Texts(string plot) =>
        [.. Svg(plot).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value)];
}
