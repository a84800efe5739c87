using System.Text.Json;
using Posture.Grains.Tests.Inference;
using Posture.Grains.Tests.Models;
using Posture.System.Tests.PredictionLog;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Models;

/// <summary>Models change under load, and no device notices more than another version in its replies.</summary>
public sealed class ModelSwapTests : IDisposable
{
    private const int Devices = 50;
    private const int Cycles = 20;

    // A heap under load moves by this much by itself.
    private const long LargestGrowthBytes = 64L << 20;

    // Files of 9 MB that were read and not yet collected.
    private const long LargestHeavyGrowthBytes = 512L << 20;

    private readonly ModelFamily _family = ModelServer.NewFamily("1.0.0", "2.0.0");

    public void Dispose() => _family.Dispose();

    [Fact]
    public async Task Twenty_activations_and_rollbacks_under_load_cost_no_device_a_reply()
    {
        await using ModelServer server = await ModelServer.StartAsync(_family);
        var fleet = new DeviceFleet(Devices, int.MaxValue);
        Task running = fleet.RunAsync(server.Process);
        await Until.TrueAsync(() => fleet.Received.Count > 10_000, "the fleet to be under way");
        await CycleAsync(server, 5);
        long before = server.Process.WorkingSetBytes;

        await CycleAsync(server, Cycles);
        long after = server.Process.WorkingSetBytes;
        double swaps = await MetricsPage.ReadAsync(server.Process, "posture_model_swaps_total");
        await server.Process.StopAsync();
        await running;

        Assert.Equal(0, server.Process.ExitCode);
        Assert.Empty(fleet.Unexpected);
        Assert.Equal(["1.0.0", "2.0.0"], fleet.ModelVersions.Keys.Order());
        Assert.Equal(1 + 2 * (5 + Cycles), swaps);
        Assert.True(after - before < LargestGrowthBytes, $"grew from {before} to {after} bytes");
        Dictionary<(string, double), int> rows = LoggedRows.Count(server.Process.DataDirectory);
        Assert.All(rows, row => Assert.Equal(1, row.Value));
        Assert.DoesNotContain(fleet.Received, received => !rows.ContainsKey(received));
    }

    /// <summary>The graph weighs 9 MB in its file, and sixty of them that stay are more than a gigabyte in memory.</summary>
    [Fact]
    public async Task Sixty_swaps_of_a_heavy_model_leave_no_memory_behind()
    {
        _family.Add("8.0.0", "1.0.0");
        _family.ReplaceGraph("8.0.0", OnnxBytes.Wide(9, 130_000, 8));
        _family.Write("8.0.0", "golden.json", OnnxBytes.GoldenOfZeros);
        await using ModelServer server = await ModelServer.StartAsync(_family);
        await CycleAsync(server, 5, "8.0.0");
        long before = server.Process.WorkingSetBytes;

        await CycleAsync(server, 60, "8.0.0");

        long growth = server.Process.WorkingSetBytes - before;
        Assert.True(growth < LargestHeavyGrowthBytes, $"grew by {growth} bytes");
    }

    private static async Task CycleAsync(ModelServer server, int cycles, string other = "1.0.0")
    {
        for (int cycle = 0; cycle < cycles; cycle++)
        {
            AssertServes(await server.ActivateAsync(other), other);
            AssertServes(await server.RollbackAsync(), "2.0.0");
        }
    }

    private static void AssertServes(JsonElement change, string version)
    {
        Assert.True(change.GetProperty("is_complete").GetBoolean(), change.GetRawText());
        Assert.Equal(version, change.GetProperty("active").GetString());
        Assert.Equal(version, Assert.Single(change.GetProperty("silos").EnumerateArray()).GetProperty("active").GetString());
    }
}
