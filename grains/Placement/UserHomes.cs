using System.Buffers.Binary;

namespace Posture.Grains.Placement;

/// <summary>
/// Which silo a user belongs to. Every silo finds the same answer on its own, an even share of the users belongs to each,
/// and a silo that comes or goes changes the home of that share alone: rendezvous hashing (Thaler and Ravishankar, 1998).
/// </summary>
internal sealed class UserHomes(IClusterMembershipService membership, ILocalSiloDetails local, PlacementRule rule)
{
    /// <summary>Whether a user that is here should be elsewhere, now that silos have come or gone.</summary>
    public bool IsAway(GrainId user)
    {
        if (rule == PlacementRule.BesideTheSocket)
            return false;
        SiloAddress[] active =
        [
            .. membership.CurrentSnapshot.Members.Values
                .Where(member => member.Status == SiloStatus.Active)
                .Select(member => member.SiloAddress),
        ];
        return active.Contains(local.SiloAddress) && !Choose(user, active).Equals(local.SiloAddress);
    }

    /// <summary>The home of a user among these silos, of which there must be one.</summary>
    public static SiloAddress Choose(GrainId user, IReadOnlyCollection<SiloAddress> silos) =>
        silos.MaxBy(silo => Weight(user, silo))!;

    private static uint Weight(GrainId user, SiloAddress silo)
    {
        Span<byte> pair = stackalloc byte[sizeof(uint) + sizeof(int)];
        BinaryPrimitives.WriteUInt32LittleEndian(pair, user.GetUniformHashCode());
        BinaryPrimitives.WriteInt32LittleEndian(pair[sizeof(uint)..], silo.GetConsistentHashCode());
        return StableHash.ComputeHash(pair);
    }
}

/// <summary>Where users' grains live.</summary>
internal enum PlacementRule
{
    /// <summary>Evenly on all silos: for frontends that are clients of the cluster.</summary>
    Spread,

    /// <summary>On the silo that first calls them: for frontends with a silo inside, whose sockets are spread already.</summary>
    BesideTheSocket,
}
