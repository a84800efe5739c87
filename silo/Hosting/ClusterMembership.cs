using Orleans.Configuration;
using StackExchange.Redis;

namespace Posture.Silo.Hosting;

/// <summary>How silos and clients find each other, and how soon a silo that died is given up.</summary>
internal static class ClusterMembership
{
    /// <summary>Name of cluster and service: a part of every stored grain's key.</summary>
    public const string Name = "posture";

    // A process that is gone does not answer at once: three times a second unanswered. Longer and a wearer waits in vain
    // for a reply; shorter and a busy machine with two cores gives up silos that live.
    private static readonly TimeSpan Probe = TimeSpan.FromSeconds(1);
    private const int MissedProbes = 3;

    /// <summary>Connects also when Redis is away, and goes on trying.</summary>
    public static ConfigurationOptions Redis(Topology topology)
    {
        ConfigurationOptions redis = ConfigurationOptions.Parse(topology.Redis);
        redis.ClientName = Name;
        return redis;
    }

    public static ISiloBuilder UseMembership(this ISiloBuilder silo, Topology topology)
    {
        silo.UseRedisClustering(options => options.ConfigurationOptions = Patient(topology));
        silo.Services.Configure<ClusterMembershipOptions>(options =>
        {
            options.ProbeTimeout = Probe;
            options.MinProbeTimeout = Probe;
            options.MaxProbeTimeout = Probe;
            options.NumMissedProbesLimit = MissedProbes;
            // Rows of silos that were killed all at once are stale soon, so that their successors need not wait for them.
            options.TableRefreshTimeout = TimeSpan.FromSeconds(10);
            options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
        });
        return Named(silo);
    }

    public static IClientBuilder UseMembership(this IClientBuilder client, Topology topology)
    {
        client.UseRedisClustering(options => options.ConfigurationOptions = Patient(topology));
        // Half the time that a frame is retried for: a frontend whose silos were all replaced finds the new ones in time.
        client.Services.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(2));
        client.Services.Configure<ClusterOptions>(SetNames);
        return client;
    }

    private static ConfigurationOptions Patient(Topology topology)
    {
        ConfigurationOptions redis = Redis(topology);
        redis.AbortOnConnectFail = false;
        return redis;
    }

    private static ISiloBuilder Named(ISiloBuilder silo) => silo.Configure<ClusterOptions>(SetNames);

    private static void SetNames(ClusterOptions options)
    {
        options.ClusterId = Name;
        options.ServiceId = Name;
    }
}
