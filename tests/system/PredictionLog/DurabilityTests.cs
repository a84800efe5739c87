using Posture.System.Tests.Support;

namespace Posture.System.Tests.PredictionLog;

/// <summary>Every prediction that a client has received is in the log exactly once, in the end.</summary>
public sealed class DurabilityTests
{
    private const int Devices = 100;

    [Fact]
    public async Task A_hundred_pipelining_devices_are_answered_in_order_and_logged_once()
    {
        const int frames = 100;
        await using ServerProcess server = await ServerProcess.StartAsync();
        var fleet = new DeviceFleet(Devices, frames);

        await fleet.RunAsync(server);
        await server.StopAsync();

        Assert.Equal(0, server.ExitCode);
        Assert.Empty(fleet.Unexpected);
        Assert.Equal(Devices * frames, fleet.Received.Count);
        AssertLoggedOnce(fleet, server.DataDirectory, exactly: true);
    }

    [Fact]
    public async Task A_stopping_server_answers_what_it_has_and_writes_it_down()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        var fleet = new DeviceFleet(Devices, int.MaxValue);
        Task running = fleet.RunAsync(server);
        await Until.TrueAsync(() => fleet.Received.Count > 2_000, "the fleet to be under way");

        await server.StopAsync();
        await running;

        Assert.Equal(0, server.ExitCode);
        Assert.Empty(fleet.Unexpected);
        AssertLoggedOnce(fleet, server.DataDirectory, exactly: false);
        Assert.Empty(SpooledBytes(server.DataDirectory));
    }

    [Fact]
    public async Task A_killed_server_has_lost_nothing_when_it_is_back()
    {
        string data = ServerProcess.NewDataDirectory();
        var fleets = new List<DeviceFleet>();
        for (int round = 0; round < 3; round++)
        {
            await using ServerProcess server = await ServerProcess.StartAsync(data);
            var fleet = new DeviceFleet(Devices, int.MaxValue, $"round-{round}");
            fleets.Add(fleet);
            Task running = fleet.RunAsync(server);
            await Until.TrueAsync(() => fleet.Received.Count > 3_000, "the fleet to be under way");

            await server.KillAsync();
            await running;
        }

        await using ServerProcess last = await ServerProcess.StartAsync(data);
        await last.StopAsync();
        Assert.Equal(0, last.ExitCode);
        Assert.All(fleets, fleet => Assert.Empty(fleet.Unexpected));
        Assert.All(fleets, fleet => AssertLoggedOnce(fleet, data, exactly: false));
    }

    private static void AssertLoggedOnce(DeviceFleet fleet, string dataDirectory, bool exactly)
    {
        Dictionary<(string, double), int> rows = LoggedRows.Count(dataDirectory);
        Assert.All(rows, row => Assert.Equal(1, row.Value));
        Assert.DoesNotContain(fleet.Received, received => !rows.ContainsKey(received));
        if (exactly)
            Assert.Equal(fleet.Received.Count, rows.Count);
    }

    private static IEnumerable<string> SpooledBytes(string dataDirectory) =>
        Directory.EnumerateFiles(Path.Combine(dataDirectory, "spool"), "*.spool").Where(file => new FileInfo(file).Length > 0);
}
