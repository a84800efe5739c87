using Posture.Frontend.Connections;
using Posture.Frontend.Sockets;
using Posture.Grains.Interfaces.Health;
using Posture.Silo.Health;
using Posture.Silo.Hosting;
using Posture.Silo.Memory;

namespace Posture.Frontend.Hosting;

/// <summary>Connects the frontend with silos: its own, or those of a cluster.</summary>
internal static class TopologySetup
{
    public static void AddTopology(this WebApplicationBuilder builder, Topology topology, bool withDashboard)
    {
        builder.Services.AddTopology(topology).AddIdleCollection();
        AddCluster(builder, topology, withDashboard);
        builder.Services.AddHeartbeat(topology, provider => new HeartbeatSource(
            topology.HostsSilo ? ProcessKind.Embedded : ProcessKind.Frontend,
            () => provider.GetRequiredService<SocketRegistry>().Count,
            provider.GetRequiredService<ConnectionLog>().AnnounceAll));
    }

    private static void AddCluster(WebApplicationBuilder builder, Topology topology, bool withDashboard)
    {
        if (!topology.HostsSilo)
        {
            builder.AddClusterClient(topology, withDashboard);
            return;
        }

        DataDirectory data = DataDirectory.Open(builder.Configuration);
        builder.Services.AddSingleton(data);
        if (topology.IsCluster)
            builder.AddClusterSilo(data, topology, withDashboard);
        else
            builder.AddEmbeddedSilo(data, withDashboard);
    }
}
