namespace Posture.Silo.Health;

/// <summary>How many users and grains a silo has in memory, as Orleans counts them.</summary>
internal sealed class ActivationCount(IGrainFactory grains, ILocalSiloDetails silo)
{
    // Orleans names types, and a silo does not care for the grains' own.
    private const string UserGrain = "Posture.Grains.Users.UserGrain";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>Address for other silos.</summary>
    public string Address => silo.SiloAddress.Endpoint.ToString();

    /// <summary>Both counts, or nulls when there is no answer in time.</summary>
    public async Task<(int? Users, int? Activations)> ReadAsync(TimeProvider time)
    {
        try
        {
            SimpleGrainStatistic[] counts = await grains.GetGrain<IManagementGrain>(0)
                .GetSimpleGrainStatistics([silo.SiloAddress])
                .WaitAsync(Limit, time);
            return (
                counts.Where(count => count.GrainType.StartsWith(UserGrain, StringComparison.Ordinal)).Sum(count => count.ActivationCount),
                counts.Sum(count => count.ActivationCount));
        }
        catch (Exception e) when (e is TimeoutException or OrleansException or InvalidOperationException)
        {
            // Others have to hear of this silo in any case.
            return (null, null);
        }
    }
}
