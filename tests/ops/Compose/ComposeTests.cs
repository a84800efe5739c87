using System.Globalization;
using System.Text.RegularExpressions;
using Posture.Ops.Tests.Support;

namespace Posture.Ops.Tests.Compose;

/// <summary>The names that operators type, and the bounds that they rely on.</summary>
public sealed class ComposeTests
{
    private const string LogFolder = ":/var/log/posture_system";

    private static readonly ComposeFile Base = ComposeFile.Read("ops/compose.yaml");
    private static readonly ComposeFile Production = ComposeFile.Read("ops/compose.prod.yaml");

    // It counts the machine's own traffic.
    private const string HostService = "node_exporter";

    private static IEnumerable<string> Processes => Base.Services.Where(service => service.StartsWith("posture_s", StringComparison.Ordinal));

    [Fact]
    public void The_services_have_the_names_that_operators_know()
    {
        Assert.Superset(
            new HashSet<string> { "posture_server", "posture_db", "posture_redis", "nginx", "prometheus", "grafana" },
            Base.Services.ToHashSet());
        Assert.Equal("posture_db", Base.Text("services", "posture_db", "container_name"));
        Assert.False(Base.Has("posture_server", "container_name"), "A container_name keeps it from being scaled.");
        Assert.Equal("posture_classification", Base.Text("services", "posture_db", "environment", "POSTGRES_DB"));
        Assert.Equal("posture_user", Base.Text("services", "posture_db", "environment", "POSTGRES_USER"));
        Assert.Contains("127.0.0.1:8000:8000", Base.List("services", "nginx", "ports"));
    }

    [Fact]
    public void PostgreSQL_and_Redis_start_as_they_are_tuned()
    {
        Assert.Superset(
            new HashSet<string> { "max_connections=200", "shared_buffers=256MB" },
            Base.List("services", "posture_db", "command").ToHashSet());
        Assert.Contains(
            "--appendonly yes --maxmemory-policy noeviction",
            Base.List("services", "posture_redis", "command").Last(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void In_production_each_process_has_the_stated_size()
    {
        Assert.Equal(Processes.Order(), Production.Services.Order());
        Assert.All(Production.Services, service =>
        {
            Assert.Equal("2.0", Production.Text("services", service, "deploy", "resources", "limits", "cpus"));
            Assert.Equal("2G", Production.Text("services", service, "deploy", "resources", "limits", "memory"));
            Assert.Equal("1.0", Production.Text("services", service, "deploy", "resources", "reservations", "cpus"));
            Assert.Equal("1G", Production.Text("services", service, "deploy", "resources", "reservations", "memory"));
        });
    }

    [Fact]
    public void Every_silo_has_a_spool_of_its_own()
    {
        string[] volumes = [.. Processes.Where(it => it != "posture_server").Select(silo => Assert.Single(Base.List("services", silo, "volumes"), volume => !volume.EndsWith(LogFolder, StringComparison.Ordinal)))];

        Assert.Equal(3, volumes.Distinct().Count());
        Assert.All(volumes, volume => Assert.EndsWith(":/data", volume, StringComparison.Ordinal));
    }

    [Fact]
    public void All_processes_log_into_the_folder_of_the_guide_on_the_machine_itself_or_where_the_operator_says()
    {
        Assert.All(Processes, service => Assert.Contains("${POSTURE_LOGS:-/var/log/posture_system}" + LogFolder, Base.List("services", service, "volumes")));
        Assert.Contains("logs", Base.Map("volumes").Keys);
        Assert.Contains("\nPOSTURE_LOGS=/var/log/posture_system\n", Repository.Read("ops/.env.example"), StringComparison.Ordinal);
        Assert.Contains("Posture__LogDirectory=/var/log/posture_system", Repository.Read("ops/docker/Dockerfile"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_setting_is_one_of_the_program() => Assert.All(
        Processes, service => Settings.AssertKnown(Base.Map("services", service, "environment").Keys.Cast<string>()));

    [Fact]
    public void Images_are_pinned_and_volumes_and_networks_are_declared()
    {
        Assert.All(Base.Services, service =>
        {
            Assert.Matches(@":v?\d[\w.-]*$", Base.Text("services", service, "image"));
            if (service == HostService)
                Assert.Equal("host", Base.Text("services", service, "network_mode"));
            else
                Assert.All(Base.List("services", service, "networks"), network => Assert.Contains(network, Base.Map("networks").Keys));
            IEnumerable<string> named = Base.Has(service, "volumes")
                ? Base.List("services", service, "volumes").Where(volume => char.IsLetter(volume[0])) : [];
            Assert.All(named, volume => Assert.Contains(volume.Split(':')[0], Base.Map("volumes").Keys));
        });
    }

    [Fact]
    public void Only_nginx_is_open_to_other_machines() => Assert.All(
        Base.Services.Where(service => service != "nginx" && Base.Has(service, "ports")),
        service => Assert.All(Base.List("services", service, "ports"), port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal)));

    [Fact]
    public void What_is_in_the_machines_network_listens_on_Dockers_bridge_alone() =>
        Assert.Contains("--web.listen-address=${DOCKER_BRIDGE:-172.17.0.1}:9100", Base.List("services", HostService, "command"));

    [Fact]
    public void No_password_has_a_default()
    {
        string text = Repository.Read("ops/compose.yaml");
        string[] passwords = [.. Regex.Matches(text, @"\$\{(\w*(?:PASSWORD|TOKEN))([^}]*)\}").Select(match => match.Groups[2].Value)];

        Assert.NotEmpty(passwords);
        Assert.All(passwords, rest => Assert.StartsWith(":?", rest, StringComparison.Ordinal));
        Assert.All(
            Regex.Matches(Repository.Read("ops/.env.example"), @"^\w*(?:PASSWORD|TOKEN)=(.*)$", RegexOptions.Multiline),
            line => Assert.Equal("", line.Groups[1].Value.Trim()));
    }

    [Fact]
    public void Anonymous_callers_are_refused_unless_the_operator_says_otherwise()
    {
        Assert.Equal("${POSTURE_ALLOW_ANONYMOUS:-false}", Base.Text("services", "posture_server", "environment", "Posture__Auth__AllowAnonymous"));
        Assert.Contains("\nPOSTURE_ALLOW_ANONYMOUS=false\n", Repository.Read("ops/.env.example"), StringComparison.Ordinal);
    }

    [Fact]
    public void Operators_have_a_token_and_the_management_port_is_nobodys_but_Prometheus()
    {
        Assert.StartsWith("${OPERATOR_TOKEN:?", Base.Text("services", "posture_server", "environment", "Posture__Auth__OperatorToken"), StringComparison.Ordinal);
        string port = new Uri(Base.Text("services", "posture_server", "environment", "Posture__Management__Url")).Port.ToString(CultureInfo.InvariantCulture);

        Assert.False(Base.Has("posture_server", "ports"));
        Assert.DoesNotContain(port, Repository.Read("ops/nginx/nginx.conf"), StringComparison.Ordinal);
        Assert.Matches($@"posture_frontend\s+dns_sd_configs:\s+- names: \[posture_server\]\s+type: A\s+port: {port}\n", Repository.Read("ops/prometheus/prometheus.yml"));
    }

    [Theory]
    [InlineData("ops/compose.yaml")]
    [InlineData("ops/compose.prod.yaml")]
    public void The_files_hold_only_what_Compose_1_29_understands(string path) =>
        Assert.All(
            ComposeFile.Read(path).Keys.Where(key => !key.StartsWith("x-", StringComparison.Ordinal)),
            key => Assert.Contains(key, (string[])["services", "networks", "volumes"]));

    [Fact]
    public async Task Compose_accepts_both_files()
    {
        Tool.SkipUnlessInstalled("docker-compose");
        var passwords = new Dictionary<string, string>
        {
            ["POSTGRES_PASSWORD"] = "p",
            ["REDIS_PASSWORD"] = "r",
            ["GRAFANA_PASSWORD"] = "g",
            ["OPERATOR_TOKEN"] = "o",
        };

        ToolResult result = await Tool.RunAsync(
            "docker-compose", [.. ComposeFile.Names.SelectMany(file => new[] { "-f", file }), "--profile", "three", "config"], passwords);

        Assert.Contains("Username=posture_user;Password=p;", result.Succeeded(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compose_refuses_to_start_without_passwords()
    {
        Tool.SkipUnlessInstalled("docker-compose");
        string nothing = Path.GetTempFileName();

        ToolResult result = await Tool.RunAsync("docker-compose", ["--env-file", nothing, "-f", "ops/compose.yaml", "config", "-q"]);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("see .env.example", result.Errors, StringComparison.Ordinal);
    }
}
