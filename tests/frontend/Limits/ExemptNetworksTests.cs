using System.Net;
using Microsoft.Extensions.Options;
using Posture.Frontend.Limits;

namespace Posture.Frontend.Tests.Limits;

public sealed class ExemptNetworksTests
{
    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.9.9.9", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("10.0.0.1", false)]
    [InlineData("::2", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    public void By_default_this_machine_is_exempt_and_nobody_else(string address, bool expected)
    {
        Assert.Equal(expected, new ExemptNetworks(Options.Create(new LimitOptions())).Contains(IPAddress.Parse(address)));
    }

    [Fact]
    public void A_network_is_exempt_up_to_its_edge_and_an_empty_list_exempts_nobody()
    {
        ExemptNetworks office = Of("192.0.2.0/25; 2001:db8::/32"), nobody = Of("");

        Assert.True(office.Contains(IPAddress.Parse("192.0.2.127")));
        Assert.False(office.Contains(IPAddress.Parse("192.0.2.128")));
        Assert.True(office.Contains(IPAddress.Parse("2001:db8:ffff::1")));
        Assert.False(nobody.Contains(IPAddress.Loopback));
    }

    [Fact]
    public void An_IPv4_network_may_be_written_as_one_of_IPv6()
    {
        ExemptNetworks loopback = Of("::ffff:127.0.0.0/104"), all = Of("::ffff:0.0.0.0/96");

        Assert.True(loopback.Contains(IPAddress.Parse("127.9.9.9")));
        Assert.True(loopback.Contains(IPAddress.Parse("::ffff:127.0.0.1")));
        Assert.False(loopback.Contains(IPAddress.Parse("128.0.0.1")));
        Assert.True(all.Contains(IPAddress.Parse("203.0.113.9")));
        Assert.False(all.Contains(IPAddress.IPv6Loopback));
    }

    [Fact]
    public void Who_has_no_address_is_on_this_machine()
    {
        Assert.True(Of("").Contains(null));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("10.0.0.0/8;fd00::/8", true)]
    [InlineData("10.0.0.0/33", false)]
    [InlineData("10.0.0.0", false)]
    [InlineData("10.0.0.0/8,fd00::/8", false)]
    [InlineData("office", false)]
    public void A_list_that_is_none_is_refused(string list, bool expected)
    {
        Assert.Equal(expected, new NetworkListAttribute().IsValid(list));
    }

    private static ExemptNetworks Of(string networks) => new(Options.Create(new LimitOptions { ExemptNetworks = networks }));
}
