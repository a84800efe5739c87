using System.Net;
using Posture.Grains.Placement;

namespace Posture.Grains.Tests.Placement;

public sealed class UserHomesTests
{
    private const int Users = 5_000;

    private static readonly GrainId[] AllUsers = [.. Enumerable.Range(0, Users).Select(i => GrainId.Create("user", $"wearer-{i}"))];

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    public void Every_silo_is_home_to_an_even_share(int count)
    {
        ILookup<SiloAddress, GrainId> homes = Homes(Silos(count));

        Assert.Equal(count, homes.Count);
        Assert.All(homes, home => Assert.InRange(home.Count(), 0.85 * Users / count, 1.15 * Users / count));
    }

    [Fact]
    public void A_silo_that_goes_changes_the_home_of_its_own_users_only()
    {
        SiloAddress[] silos = Silos(10);
        foreach (GrainId user in AllUsers)
        {
            SiloAddress home = UserHomes.Choose(user, silos);
            SiloAddress next = UserHomes.Choose(user, silos[1..]);
            Assert.True(home.Equals(silos[0]) ? !next.Equals(silos[0]) : next.Equals(home));
        }
    }

    [Fact]
    public void A_silo_that_comes_takes_its_share_and_moves_nobody_else()
    {
        SiloAddress[] silos = Silos(10);
        int moved = AllUsers.Count(user => !UserHomes.Choose(user, silos[..9]).Equals(UserHomes.Choose(user, silos)));

        Assert.InRange(moved, 0.85 * Users / 10, 1.15 * Users / 10);
    }

    [Fact]
    public void The_order_of_the_silos_does_not_matter()
    {
        SiloAddress[] silos = Silos(10);
        SiloAddress[] reversed = [.. silos.Reverse()];

        Assert.All(AllUsers, user => Assert.Equal(UserHomes.Choose(user, silos), UserHomes.Choose(user, reversed)));
    }

    private static ILookup<SiloAddress, GrainId> Homes(SiloAddress[] silos) =>
        AllUsers.ToLookup(user => UserHomes.Choose(user, silos));

    private static SiloAddress[] Silos(int count) =>
        [.. Enumerable.Range(1, count).Select(i => SiloAddress.New(new IPEndPoint(IPAddress.Parse("10.0.0." + i), 11111), 1_000 + i))];
}
