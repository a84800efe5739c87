using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Posture.LoadTest.Comparison;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Deployment;

/// <summary>What orchestrators ask, asked of the real server.</summary>
[Collection(SharedServer.Name)]
public sealed class HealthcheckTests(Server server)
{
    [Theory]
    [InlineData("frontend")]
    [InlineData("silo")]
    public async Task Every_probe_of_Kubernetes_finds_its_route(string program)
    {
        string[] paths =
        [
            .. Regex.Matches(RepositoryFile.Read($"k8s/base/{program}.yaml"), @"httpGet:\s+path: (\S+)").Select(match => match.Groups[1].Value),
        ];

        Assert.Equal(3, paths.Length);
        foreach (string path in paths)
        {
            using HttpResponseMessage response = await server.Http.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task The_images_healthcheck_passes_for_a_server_that_is_ready() =>
        Assert.Equal(0, await HealthcheckAsync("/health/ready", server.Process.BaseUri.Port));

    [Fact]
    public async Task The_images_healthcheck_fails_without_a_200_and_without_a_server()
    {
        Assert.NotEqual(0, await HealthcheckAsync("/no-such-path", server.Process.BaseUri.Port));
        Assert.NotEqual(0, await HealthcheckAsync("/health/ready", FreePorts.Next()));
    }

    private static async Task<int> HealthcheckAsync(string path, int port)
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "bash is not installed.");
        var start = new ProcessStartInfo("/bin/bash", [RepositoryFile.PathOf("ops/docker/healthcheck.sh"), path])
        {
            Environment = { ["ASPNETCORE_URLS"] = $"http://0.0.0.0:{port}" },
        };
        using Process process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }
}
