using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Posture.System.Tests.Deployment;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Monitoring;

/// <summary>A real Prometheus that scrapes every second.</summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    private const string Program = "prometheus";

    // The exporter takes a second to find that PostgreSQL is away.
    private const string PatientScrape = "scrape_interval: 2s\n    scrape_timeout: 2s";

    private readonly MonitoringProgram _program;
    private readonly HttpClient _client;
    private readonly string _folder;

    private PrometheusServer(MonitoringProgram program, string folder)
    {
        _program = program;
        _folder = folder;
        _client = new HttpClient { BaseAddress = program.BaseUri };
    }

    public static void SkipUnlessInstalled() => MonitoringProgram.SkipUnlessInstalled(Program);

    /// <summary>Starts one.</summary>
    /// <param name="jobs">Addresses by the job that scrapes them, with path and query where these are not <c>/metrics</c>.</param>
    /// <param name="adapt">What is done to each shipped rule file; without it there are no rules.</param>
    public static async Task<PrometheusServer> StartAsync(
        IReadOnlyCollection<(string Job, Uri Target)> jobs, Func<string, string>? adapt = null)
    {
        string folder = Directory.CreateTempSubdirectory("posture-prometheus-").FullName;
        IEnumerable<string> scrapes = jobs.Select(job => $$"""
              - job_name: {{job.Job}}
                {{(job.Job == "postgres" ? PatientScrape : "")}}
                metrics_path: {{(job.Target.AbsolutePath == "/" ? "/metrics" : job.Target.AbsolutePath)}}
                params: { {{string.Join(", ", ParametersOf(job.Target))}} }
                static_configs: [{ targets: ["{{job.Target.Authority}}"] }]
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "prometheus.yml"), $$"""
            global: { scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s }
            rule_files: [{{folder}}/rules/*.yml]
            scrape_configs:
            {{string.Join('\n', scrapes)}}
            """);
        if (adapt is not null)
            WriteRules(Path.Combine(folder, "rules"), adapt);
        MonitoringProgram program = await MonitoringProgram.StartAsync(
            Program,
            port => [$"--config.file={folder}/prometheus.yml", $"--storage.tsdb.path={folder}/data", $"--web.listen-address=127.0.0.1:{port}"],
            "-/ready");
        return new PrometheusServer(program, folder);
    }

    /// <summary>What the shipped rules wait for in minutes and hours, in seconds.</summary>
    public static string Hasten(string rules) => Regex.Replace(
        Regex.Replace(rules, @"\bfor: \d+[mhd]\b", "for: 1s"), @"\[(?:5m|15m)\]", "[10s]");

    /// <summary>The samples of a query over the last half minute, whatever their series.</summary>
    /// <exception cref="InvalidOperationException">Prometheus refuses the query.</exception>
    public async Task<IReadOnlyList<double>> SamplesAsync(string expression)
    {
        double now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
        string query = string.Create(
            CultureInfo.InvariantCulture,
            $"api/v1/query_range?step=1&start={now - 30:F3}&end={now:F3}&query={Uri.EscapeDataString(expression)}");
        JsonElement answer = await AskAsync(query);
        return [.. answer.GetProperty("result").EnumerateArray()
            .SelectMany(series => series.GetProperty("values").EnumerateArray())
            .Select(sample => sample[1].GetString()!)
            .Select(value => value is "+Inf" ? double.PositiveInfinity : double.Parse(value, CultureInfo.InvariantCulture))];
    }

    /// <summary>Names of the alerts that fire.</summary>
    public async Task<IReadOnlyList<string>> FiringAsync()
    {
        JsonElement answer = await AskAsync("api/v1/alerts");
        return [.. answer.GetProperty("alerts").EnumerateArray()
            .Where(alert => alert.GetProperty("state").GetString() == "firing")
            .Select(alert => alert.GetProperty("labels").GetProperty("alertname").GetString()!)];
    }

    /// <summary>Waits until alerts have fired, each at some time, and keeps a fault up meanwhile.</summary>
    public async Task FiresAsync(Func<Task> meanwhile, params string[] alerts)
    {
        var missing = alerts.ToHashSet();
        await Until.TrueAsync(
            async () =>
            {
                await meanwhile();
                missing.ExceptWith(await FiringAsync());
                return missing.Count == 0;
            },
            $"{string.Join(", ", alerts)} to fire");
    }

    /// <summary>Waits until alerts have fired, each at some time.</summary>
    public Task FiresAsync(params string[] alerts) => FiresAsync(() => Task.CompletedTask, alerts);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _program.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static IEnumerable<string> ParametersOf(Uri target) => target.Query
        .Split(['?', '&'], StringSplitOptions.RemoveEmptyEntries)
        .Select(parameter => parameter.Split('=', 2))
        .Select(pair => $"{pair[0]}: [\"{Uri.UnescapeDataString(pair[1])}\"]");

    private static void WriteRules(string folder, Func<string, string> adapt)
    {
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.GetFiles(RepositoryFile.PathOf("ops/prometheus/rules")))
            File.WriteAllText(Path.Combine(folder, Path.GetFileName(file)), adapt(File.ReadAllText(file)));
    }

    private async Task<JsonElement> AskAsync(string query)
    {
        using HttpResponseMessage response = await _client.GetAsync(new Uri(query, UriKind.Relative));
        JsonElement answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return answer.GetProperty("status").GetString() == "success"
            ? answer.GetProperty("data")
            : throw new InvalidOperationException($"{query}: {answer}");
    }
}
