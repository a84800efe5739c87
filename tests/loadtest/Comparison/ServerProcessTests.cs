using System.Diagnostics;
using Posture.LoadTest.CommandLine;
using Posture.LoadTest.Comparison;

namespace Posture.LoadTest.Tests.Comparison;

public sealed class ServerProcessTests
{
    [Fact]
    public async Task A_started_server_is_ready_and_is_gone_afterwards()
    {
        int processId;
        await using (ServerProcess server = await ServerProcess.StartAsync(ServerLaunch.Baseline(), CancellationToken.None))
        {
            processId = server.ProcessId;
            using var client = new HttpClient { BaseAddress = server.BaseUri };
            using HttpResponseMessage ready = await client.GetAsync(new Uri("health/ready", UriKind.Relative));
            Assert.True(ready.IsSuccessStatusCode);
        }

        Assert.Throws<ArgumentException>(() => Process.GetProcessById(processId));
    }

    [Fact]
    public async Task A_server_that_ends_at_once_is_reported_with_its_output()
    {
        var launch = new ServerLaunch("system", ServerKind.System, "", "dotnet", _ => ["no-such-server.dll"]);

        var failure = await Assert.ThrowsAsync<CannotRunException>(
            () => ServerProcess.StartAsync(launch, CancellationToken.None));

        Assert.Contains("no-such-server.dll", failure.Message, StringComparison.Ordinal);
    }
}
