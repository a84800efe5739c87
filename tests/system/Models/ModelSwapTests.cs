using System.Text.Json;
using Posture.Grains.Tests.Models;
using Posture.System.Tests.PredictionLog;
using Posture.System.Tests.Support;

namespace Posture.System.Tests.Models;

/// <summary>Models change under load, and no device notices more than another version in its replies.</summary>
public sealed class ModelSwapTests : IDisposable
{
    private const int Devices = 50;
    private const int Cycles = 20;

    // What forty leaked sessions would exceed several times over; a heap under load moves by this much by itself.
    private const long LargestGrowthBytes = 48L << 20;

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

    [Fact]
    public async Task Many_swaps_leave_no_memory_behind()
    {
        await using ModelServer server = await ModelServer.StartAsync(_family);
        await CycleAsync(server, 20);
        long before = server.Process.WorkingSetBytes;

        await CycleAsync(server, 60);

        long growth = server.Process.WorkingSetBytes - before;
        Assert.True(growth < LargestGrowthBytes, $"grew by {growth} bytes");
    }

    private static async Task CycleAsync(ModelServer server, int cycles)
    {
        for (int cycle = 0; cycle < cycles; cycle++)
        {
            AssertServes(await server.ActivateAsync("1.0.0"), "1.0.0");
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
