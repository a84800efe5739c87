using Orleans.Runtime.Placement;

namespace Posture.Grains.Placement;

/// <summary>Answers where a user's grain is to be activated.</summary>
internal sealed class UserPlacementDirector(PlacementRule rule) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        SiloAddress[] compatible = context.GetCompatibleSilos(target);
        if (IPlacementDirector.GetPlacementHint(target.RequestContextData, compatible) is { } asked)
            return Task.FromResult(asked);
        bool isHere = rule == PlacementRule.BesideTheSocket && compatible.Contains(context.LocalSilo);
        return Task.FromResult(isHere ? context.LocalSilo : UserHomes.Choose(target.GrainIdentity, compatible));
    }
}
