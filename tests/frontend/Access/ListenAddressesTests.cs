using Posture.Frontend.Access;

namespace Posture.Frontend.Tests.Access;

public sealed class ListenAddressesTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8000")]
    [InlineData("http://localhost:8000")]
    [InlineData("https://LOCALHOST")]
    [InlineData("http://[::1]:8000")]
    [InlineData("http://127.5.6.7:1")]
    [InlineData("http://127.0.0.1:8000", "http://[::1]:8000")]
    public void Addresses_of_this_machine_only_are_loopback(params string[] urls) =>
        Assert.True(ListenAddresses.AreLoopback(urls));

    [Theory]
    [InlineData("http://0.0.0.0:8000")]
    [InlineData("http://[::]:8000")]
    [InlineData("http://*:8000")]
    [InlineData("http://+:8000")]
    [InlineData("http://192.168.1.5:8000")]
    [InlineData("http://127.0.0.1.example.com")]
    [InlineData("http://localhost.example.com")]
    [InlineData("http://unix:/run/posture.sock")]
    [InlineData("http://127.0.0.1:8000", "http://0.0.0.0:8001")]
    public void One_address_that_others_reach_is_enough_to_be_public(params string[] urls) =>
        Assert.False(ListenAddresses.AreLoopback(urls));

    [Fact]
    public void Addresses_that_are_not_known_count_as_public() => Assert.False(ListenAddresses.AreLoopback([]));
}
