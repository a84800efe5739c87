using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Posture.Ops.Tests.Prometheus;
using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Grafana;

/// <summary>
/// What can be known of the dashboards without Grafana: the panels of the operations guide are there, and the rules of
/// Grafana's dashboard-linter hold.
/// </summary>
public sealed class DashboardTests
{
    [Theory]
    [InlineData("시스템 개요", "서비스 상태", "총 요청 수", "에러율 추이", "평균 응답 시간")]
    [InlineData("애플리케이션 메트릭", "WebSocket 연결 수", "예측 요청 수", "모델 정확도", "자세별 분포")]
    [InlineData("인프라 메트릭", "CPU 사용률", "메모리 사용률", "디스크 사용률", "네트워크 트래픽", "데이터베이스 성능", "컨테이너 상태")]
    public void The_panels_of_the_operations_guide_are_there(string dashboard, params string[] panels) =>
        Assert.Superset(panels.ToHashSet(), Dashboard.Named(dashboard).Titles().OfType<string>().ToHashSet());

    [Fact]
    public void Colours_change_at_the_thresholds_of_the_key_figures()
    {
        JsonElement[] panels = [.. Dashboard.Files().SelectMany(file => new Dashboard((string)file).Panels)];
        Assert.Equal(6, KeyFigure.All.Count);

        Assert.All(KeyFigure.All, figure =>
        {
            JsonElement panel = Assert.Single(panels, panel => panel.GetProperty("title").GetString() == figure.Panel);
            IEnumerable<string?> steps = panel.GetProperty("fieldConfig").GetProperty("defaults").GetProperty("thresholds").GetProperty("steps")
                .EnumerateArray()
                .Select(step => step.GetProperty("value"))
                .Select(value => value.ValueKind == JsonValueKind.Null ? null : value.GetDouble().ToString(CultureInfo.InvariantCulture));
            Assert.Equal([null, figure.Warning, figure.Critical], steps);
        });
    }

    [Theory]
    [MemberData(nameof(Dashboard.Files), MemberType = typeof(Dashboard))]
    public void A_dashboard_chooses_data_source_jobs_and_instances(string file)
    {
        var dashboard = new Dashboard(file);

        Assert.Equal(["datasource", "job", "instance"], dashboard.Variables.Select(it => it.GetProperty("name").GetString()));
        Assert.Equal("prometheus", dashboard.Variables[0].GetProperty("query").GetString());
        Assert.All(dashboard.Variables[1..], variable =>
        {
            Assert.Equal(".+", variable.GetProperty("allValue").GetString());
            Assert.True(variable.GetProperty("multi").GetBoolean() && variable.GetProperty("includeAll").GetBoolean());
            const int OnTimeRangeChange = 2;
            Assert.Equal(OnTimeRangeChange, variable.GetProperty("refresh").GetInt32());
        });
        Assert.False(dashboard.Root.GetProperty("editable").GetBoolean());
        Assert.Matches("^posture-[a-z]+$", dashboard.Root.GetProperty("uid").GetString());
        Assert.True(dashboard.Root.GetProperty("schemaVersion").GetInt32() > 0);
    }

    [Theory]
    [MemberData(nameof(Dashboard.Files), MemberType = typeof(Dashboard))]
    public void A_panel_says_what_it_shows_and_in_which_unit(string file) => Assert.All(new Dashboard(file).Panels, panel =>
    {
        Assert.NotEmpty(panel.GetProperty("title").GetString()!);
        Assert.NotEmpty(panel.GetProperty("description").GetString()!);
        Assert.NotEmpty(panel.GetProperty("fieldConfig").GetProperty("defaults").GetProperty("unit").GetString()!);
        Assert.Equal("${datasource}", panel.GetProperty("datasource").GetProperty("uid").GetString());
    });

    [Theory]
    [MemberData(nameof(Dashboard.Files), MemberType = typeof(Dashboard))]
    public void A_query_asks_for_the_chosen_jobs_and_instances_over_the_chosen_interval(string file) => Assert.All(
        new Dashboard(file).Panels.SelectMany(Dashboard.Expressions), expression =>
        {
            IEnumerable<string> selectors = Regex.Matches(expression, @"[a-z_]\w*\{([^}]*)\}").Select(match => match.Groups[1].Value);
            Assert.NotEmpty(selectors);
            Assert.All(selectors, selector => Assert.StartsWith("job=~\"$job\",instance=~\"$instance\"", selector, StringComparison.Ordinal));
            Assert.DoesNotMatch(@"\b(?!le\b|by\b)(posture|node|pg|redis|process)_\w+(?![\w{])", expression);
            Assert.All(
                Regex.Matches(expression, @"\b(rate|increase)\([^[]*\[([^\]]*)\]"),
                rate => Assert.Equal(rate.Groups[1].Value == "rate" ? "$__rate_interval" : "$__range", rate.Groups[2].Value));
        });

    [Theory]
    [MemberData(nameof(Dashboard.Files), MemberType = typeof(Dashboard))]
    public void Panels_have_numbers_of_their_own_and_do_not_overlap(string file)
    {
        JsonElement[] panels = new Dashboard(file).Panels;
        var cells = new HashSet<(int X, int Y)>();

        Assert.Equal(panels.Length, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
        foreach (JsonElement place in panels.Select(panel => panel.GetProperty("gridPos")))
        {
            int At(string name) => place.GetProperty(name).GetInt32();
            Assert.True(At("x") + At("w") <= 24, $"{place}");
            for (int x = At("x"); x < At("x") + At("w"); x++)
            {
                for (int y = At("y"); y < At("y") + At("h"); y++)
                    Assert.True(cells.Add((x, y)), $"Overlap at {x}, {y}");
            }
        }
    }

    [Fact]
    public void Grafana_is_given_the_folder_that_Compose_mounts()
    {
        string compose = Repository.Read("ops/compose.yaml");
        string folder = Regex.Match(Repository.Read("ops/grafana/providers/posture.yml"), @"path: (\S+)").Groups[1].Value;

        Assert.Contains($"- ./grafana/dashboards:{folder}:ro\n", compose, StringComparison.Ordinal);
        Assert.Contains("- ./grafana/providers:/etc/grafana/provisioning/dashboards:ro\n", compose, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_panel_is_in_the_guide_to_monitoring()
    {
        string monitoring = Repository.Read("docs/monitoring.md");

        Assert.All(
            Dashboard.Files().SelectMany(file => new Dashboard((string)file).Titles()),
            title => Assert.Contains(title!, monitoring, StringComparison.Ordinal));
    }
}
