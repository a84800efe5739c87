using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Posture.Grains.Placement;

internal static class PlacementSetup
{
    /// <summary>Adds what decides on which silo a user's grain lives.</summary>
    public static ISiloBuilder AddUserPlacement(this ISiloBuilder silo, PlacementRule rule)
    {
        silo.AddPlacementDirector<UserPlacement>(_ => new UserPlacementDirector(rule));
        silo.Services.TryAddSingleton(services => ActivatorUtilities.CreateInstance<UserHomes>(services, rule));
        return silo;
    }
}
