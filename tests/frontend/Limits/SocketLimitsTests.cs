using System.Net;
using Microsoft.Extensions.Options;
using Posture.Frontend.Access;
using Posture.Frontend.Limits;

namespace Posture.Frontend.Tests.Limits;

public sealed class SocketLimitsTests : IDisposable
{
    private static readonly IPAddress Home = IPAddress.Parse("203.0.113.9"), Office = IPAddress.Parse("198.51.100.7");
    private static readonly Caller Mina = new(Role.Device, "mina"), Jun = new(Role.Device, "jun");

    private readonly SocketLimits _limits = New(perAddress: 3, perUser: 2);

    public void Dispose() => _limits.Dispose();

    [Fact]
    public void An_address_has_its_places_and_each_that_leaves_gives_one_back()
    {
        SocketPlace[] places = [.. Enumerable.Range(0, 3).Select(_ => _limits.Take(Home, Caller.Anonymous))];

        Assert.All(places, place => Assert.Null(place.Excess));
        Assert.Equal(Excess.SocketsPerAddress, _limits.Take(Home, Caller.Anonymous).Excess);
        Assert.Null(_limits.Take(Office, Caller.Anonymous).Excess);

        places[0].Dispose();
        Assert.Null(_limits.Take(Home, Caller.Anonymous).Excess);
    }

    [Fact]
    public void A_user_has_their_places_wherever_they_are_and_one_that_is_refused_takes_none_of_the_address()
    {
        Assert.Null(_limits.Take(Home, Mina).Excess);
        Assert.Null(_limits.Take(Office, Mina).Excess);
        for (int i = 0; i < 10; i++)
            Assert.Equal(Excess.SocketsPerUser, _limits.Take(Home, Mina).Excess);

        Assert.Null(_limits.Take(Home, Jun).Excess);
        Assert.Null(_limits.Take(Home, Jun).Excess);
    }

    [Fact]
    public void Who_is_exempt_has_no_bound_and_no_pace()
    {
        SocketPlace[] places = [.. Enumerable.Range(0, 100).Select(_ => _limits.Take(IPAddress.Loopback, Mina))];

        Assert.All(places, place => Assert.Null(place.Excess));
        Assert.All(places, place => Assert.Null(place.Pace));
        Assert.NotNull(_limits.Take(Home, Mina).Pace);
    }

    [Fact]
    public void Two_hundred_people_with_a_device_and_a_page_each_work_behind_one_address_by_default()
    {
        using SocketLimits limits = New(new LimitOptions());
        Caller[] office = [.. Enumerable.Range(0, 200).Select(person => new Caller(Role.Device, $"person-{person}"))];

        Assert.All(office, person => Assert.Null(limits.Take(Office, person).Excess));
        Assert.All(office, person => Assert.Null(limits.Take(Office, person).Excess));
    }

    private static SocketLimits New(int perAddress, int perUser) =>
        New(new LimitOptions { SocketsPerAddress = perAddress, SocketsPerUser = perUser });

    private static SocketLimits New(LimitOptions limits)
    {
        IOptions<LimitOptions> options = Options.Create(limits);
        return new SocketLimits(options, new ExemptNetworks(options), TimeProvider.System);
    }
}
