using Posture.Silo.Hosting;

namespace Posture.Frontend.Hosting;

/// <summary>Connects the frontend with silos: its own, or those of a cluster.</summary>
internal static class TopologySetup
{
    public static void AddTopology(this WebApplicationBuilder builder, Topology topology, bool withDashboard)
    {
        builder.Services.AddTopology(topology);
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
