using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Posture.Ops.Tests.Guide;
using Posture.System.Tests.Deployment;
using Posture.System.Tests.Logs;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Guide;

/// <summary>The commands of the operations guide that need a server only, typed as they are written.</summary>
public sealed class GuideCommandRunTests
{
    private const string GuideServer = "http://localhost:8000";
    private const string GuideLogs = "/var/log/posture_system";
    private const string GuideCertificate = "/etc/ssl/certs/posture-system.crt";

    [Theory]
    [InlineData(GuideBlocks.Korean, "")]
    [InlineData(GuideBlocks.English, "")]
    [InlineData(GuideBlocks.English, "operators-token-of-these-tests")]
    public async Task Every_command_for_a_server_prints_what_the_guide_says(string guide, string token)
    {
        string certificate = NewCertificate(TimeSpan.FromDays(30));
        await using ServerProcess server = await ServerProcess.StartAsync(settings: token.Length == 0 ? null : new Dictionary<string, string>
        {
            ["Posture__Auth__AllowAnonymous"] = "false",
            ["Posture__Auth__OperatorToken"] = token,
        });
        await SeedAsync(server, token);
        string[] commands =
            [.. GuideBlocks.Commands(RepositoryFile.Read(guide)).Where(command => GuideCommands.All[command].Need == CommandNeed.Server)];

        var faults = new List<string>();
        Assert.NotEmpty(commands);
        foreach (string command in commands)
        {
            ShellResult result = await TypeAsync(token, command
                .Replace(GuideServer, server.BaseUri.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal)
                .Replace(GuideLogs, server.LogDirectory, StringComparison.Ordinal)
                .Replace(GuideCertificate, certificate, StringComparison.Ordinal));

            if (result.ExitCode != 0 || !Regex.IsMatch(result.Output, GuideCommands.All[command].Proof) || result.Errors.Contains("No such file", StringComparison.Ordinal))
                faults.Add($"{command}\nended with {result.ExitCode}:\n{result.Output}{result.Errors}");
        }

        Assert.True(faults.Count == 0, string.Join("\n\n", faults));
    }

    [Fact]
    public async Task A_certificate_near_its_end_is_told_by_the_exit_code()
    {
        string command = GuideCommands.That(CommandNeed.Server).Single(command => command.Contains("-checkend", StringComparison.Ordinal));

        ShellResult result = await TypeAsync("", command.Replace(GuideCertificate, NewCertificate(TimeSpan.FromDays(1)), StringComparison.Ordinal));

        Assert.Equal(1, result.ExitCode);
    }

    // From the repository, as the guide says. A busy machine is no reason to fail here.
    private static Task<ShellResult> TypeAsync(string token, string command) =>
        Shell.RunAsync($"cd '{RepositoryFile.PathOf("")}' && export OPERATOR_TOKEN={token} POSTURE_VERIFY_P95_MS=10000 && {command}");

    // A caller who is refused, and the first heartbeat.
    private static async Task SeedAsync(ServerProcess server, string token)
    {
        using var http = new HttpClient { BaseAddress = server.BaseUri };
        using var operators = new HttpClient { BaseAddress = server.BaseUri };
        if (token.Length > 0)
            operators.DefaultRequestHeaders.Authorization = new("Bearer", token);
        await Until.TrueAsync(
            async () => (await operators.GetStringAsync(new Uri("api/status", UriKind.Relative))).Contains("running", StringComparison.Ordinal), "a heartbeat");
        using HttpResponseMessage refused = await http.GetAsync(new Uri("api/models?token=unknown-token", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        string log = Path.Combine(server.LogDirectory, "access.log");
        await Until.TrueAsync(
            () => File.Exists(log) && File.ReadAllText(log).Contains("/api/models", StringComparison.Ordinal), "the access log to be written");
    }

    private static string NewCertificate(TimeSpan validity)
    {
        using RSA key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddMinutes(-1), now + validity);
        string path = Path.Combine(Directory.CreateTempSubdirectory("posture-certificate-").FullName, "posture-system.crt");
        File.WriteAllText(path, certificate.ExportCertificatePem());
        return path;
    }
}
