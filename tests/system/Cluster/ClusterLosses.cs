using Posture.System.Tests.Support;

namespace Posture.System.Tests.Cluster;

/// <summary>Losses that leave something behind.</summary>
internal static class ClusterLosses
{
    private const int Devices = 8;

    /// <summary>
    /// Streams, takes PostgreSQL away and kills a silo with predictions in its spool. The devices have left by then.
    /// </summary>
    public static async Task<FleetLog> LeaveUnshippedAsync(this RunningCluster cluster, int silo)
    {
        var fleet = new PacedFleet(cluster.Frontends, Devices, hertz: 5);
        Task running = fleet.RunAsync();
        await fleet.Log.GrowsAsync(10 * Devices);
        await cluster.Postgres.StopAsync();
        await fleet.Log.GrowsAsync(10 * Devices);
        fleet.Stop();
        await running;
        await cluster.KillSiloAsync(silo);
        Assert.False(cluster.SpoolOf(silo).IsEmpty);
        return fleet.Log;
    }

    private static Task GrowsAsync(this FleetLog log, int count)
    {
        int begun = log.Confirmed.Count;
        return Until.TrueAsync(() => log.Confirmed.Count >= begun + count, $"{count} more predictions");
    }
}
