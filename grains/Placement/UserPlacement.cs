using Orleans.Placement;

namespace Posture.Grains.Placement;

/// <summary>Places a user's grain on the silo that <see cref="UserHomes"/> names.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("posture.user-placement")]
internal sealed class UserPlacement : PlacementStrategy;

/// <inheritdoc cref="UserPlacement"/>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class UserPlacementAttribute() : PlacementAttribute(new UserPlacement());
