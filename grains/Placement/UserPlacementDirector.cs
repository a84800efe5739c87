using Orleans.Runtime.Placement;

namespace Posture.Grains.Placement;

/// <summary>Answers where a user's grain is to be activated.</summary>
internal sealed class UserPlacementDirector(PlacementRule rule) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        SiloAddress[] compatible;
        try
        {
            compatible = context.GetCompatibleSilos(target);
        }
        catch (OrleansException) when (context.LocalSiloStatus.IsTerminating())
        {
            // The last silo has nobody to hand its users to. Orleans takes them down when told that they stay, and logs an
            // error for each of them when told nothing.
            return Task.FromResult(context.LocalSilo);
        }

        if (IPlacementDirector.GetPlacementHint(target.RequestContextData, compatible) is { } asked)
            return Task.FromResult(asked);
        bool isHere = rule == PlacementRule.BesideTheSocket && compatible.Contains(context.LocalSilo);
        return Task.FromResult(isHere ? context.LocalSilo : UserHomes.Choose(target.GrainIdentity, compatible));
    }
}
