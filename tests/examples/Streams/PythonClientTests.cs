using Posture.Examples.Tests.Clients;
using Posture.System.Tests.Support;

namespace Posture.Examples.Tests.Streams;

/// <summary>examples/python.</summary>
public sealed class PythonClientTests(Server server) : ConsoleClientTests(server)
{
    [Fact]
    public async Task What_needs_no_server_passes_its_own_tests()
    {
        (int exitCode, string output) = await Command.RunAsync(
            await Python.RequireAsync(), "-m", "unittest", "discover", "-s", Python.Folder);

        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain("Ran 0 tests", output, StringComparison.Ordinal);
    }

    private protected override async Task<ConsoleClient> StartAsync(Uri address, string? token) =>
        ConsoleClient.Start(await Python.RequireAsync(), [Python.Folder], address, token);
}
