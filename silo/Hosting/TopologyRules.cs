using Microsoft.Extensions.Options;

namespace Posture.Silo.Hosting;

/// <summary>Refuses a topology at start, together with the other options.</summary>
internal sealed class TopologyRules(IReadOnlyList<string> faults) : IValidateOptions<TopologyRules.Checked>
{
    public ValidateOptionsResult Validate(string? name, Checked options) =>
        faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

    /// <summary>Stands for the topology among the options that are validated at start.</summary>
    internal sealed class Checked;
}

internal static class TopologyRulesSetup
{
    public static IServiceCollection AddTopology(this IServiceCollection services, Topology topology)
    {
        services.AddOptions<TopologyRules.Checked>().ValidateOnStart();
        return services
            .AddSingleton(topology)
            .AddSingleton<IValidateOptions<TopologyRules.Checked>>(new TopologyRules(topology.Faults));
    }
}
