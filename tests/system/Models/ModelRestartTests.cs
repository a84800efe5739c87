using System.Net;
using System.Text.Json;
using Posture.Grains.Tests.Models;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Models;

/// <summary>What was activated stays so, whatever becomes of the process, and of the disk.</summary>
public sealed class ModelRestartTests : IDisposable
{
    private readonly ModelFamily _family = ModelServer.NewFamily("1.0.0", "2.0.0");
    private readonly string _data = ServerProcess.NewDataDirectory();

    public void Dispose() => _family.Dispose();

    [Fact]
    public async Task An_activation_outlives_a_kill_and_so_does_the_way_back()
    {
        await ActivateAndKillAsync();
        await using ModelServer server = await ModelServer.StartAsync(_family, _data);

        Assert.Equal("1.0.0", await server.ServingAsync());
        await server.Process.SaysAsync("Posture__Model__Version = 2.0.0 counted until the first activation only");
        Assert.Equal("2.0.0", (await server.RollbackAsync()).GetProperty("active").GetString());
        Assert.Equal("2.0.0", await server.ServingAsync());
    }

    [Fact]
    public async Task Without_the_activated_version_the_server_does_what_it_can_is_not_ready_and_heals()
    {
        await ActivateAndKillAsync();
        _family.Delete("1.0.0");
        await using ModelServer server = await ModelServer.StartAsync(_family, _data, waitFor: "health/startup");

        Assert.Equal("2.0.0", await server.ServingAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await server.StatusAsync("health/ready"));
        JsonElement health = await server.GetAsync("health");
        Assert.Equal("degraded", health.GetProperty("status").GetString());
        Assert.StartsWith(
            "runs 2.0.0, wanted 1.0.0: manifest.json cannot be read",
            health.GetProperty("checks").GetProperty("model").GetProperty("detail").GetString(),
            StringComparison.Ordinal);

        _family.Add("1.0.0", "1.0.0");
        await Until.TrueAsync(async () => await server.StatusAsync("health/ready") == HttpStatusCode.OK, "the server to heal");
        Assert.Equal("1.0.0", await server.ServingAsync());
    }

    [Fact]
    public async Task An_activated_version_with_another_content_does_not_serve()
    {
        await ActivateAndKillAsync();
        _family.ReplaceContent("1.0.0", "2.0.0");
        await using ModelServer server = await ModelServer.StartAsync(_family, _data, waitFor: "health/startup");

        Assert.Equal("2.0.0", await server.ServingAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await server.StatusAsync("health/ready"));
        await server.Process.SaysAsync("A version never changes");

        // Going back is going on: what runs becomes what is wanted.
        await server.RollbackAsync();
        Assert.Equal(HttpStatusCode.OK, await server.StatusAsync("health/ready"));
    }

    [Fact]
    public async Task Without_any_version_that_can_be_loaded_it_does_not_start()
    {
        await ActivateAndKillAsync();
        _family.Damage("1.0.0");
        _family.Delete("2.0.0");
        await using ServerProcess server = await ServerProcess.StartAndExpectExitAsync(_data, new Dictionary<string, string>
        {
            ["Posture__Model__Directory"] = _family.Folder,
        });

        Assert.Equal(1, server.ExitCode);
        Assert.Contains("is refused: model.onnx has SHA-256", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", server.Output, StringComparison.Ordinal);
    }

    private async Task ActivateAndKillAsync()
    {
        await using ModelServer server = await ModelServer.StartAsync(_family, _data);
        await server.ActivateAsync("1.0.0");
        await server.Process.KillAsync();
    }
}
