using Posture.Frontend.Access;
using Posture.Frontend.Hosting;
using Posture.Silo.Hosting;

namespace Posture.Frontend.Tests.Hosting;

public sealed class StartBannerTests
{
    private const string AnonymousUseIsOff = "Anonymous use is off";

    [Fact]
    public void Only_the_scheme_of_the_socket_address_changes() =>
        Assert.Contains("ws://http.example:8000/ws\n", Banner(["http://http.example:8000"]), StringComparison.Ordinal);

    [Fact]
    public void Every_address_is_shown()
    {
        string banner = Banner(["http://127.0.0.1:8000", "https://127.0.0.1:8443"]);

        Assert.Contains("live page   http://127.0.0.1:8000/\n", banner, StringComparison.Ordinal);
        Assert.Contains("also on     https://127.0.0.1:8443\n", banner, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8000", null, false)]
    [InlineData("http://0.0.0.0:8000", null, true)]
    [InlineData("http://0.0.0.0:8000", true, false)]
    [InlineData("http://127.0.0.1:8000", false, true)]
    public void Who_finds_the_door_closed_is_told_which_setting_opens_it(string address, bool? allowAnonymous, bool expected)
    {
        string banner = Banner([address], allowAnonymous);

        Assert.Equal(expected, banner.Contains(AnonymousUseIsOff, StringComparison.Ordinal));
        Assert.Equal(expected, banner.Contains("Posture__Auth__AllowAnonymous", StringComparison.Ordinal));
    }

    private static string Banner(string[] addresses, bool? allowAnonymous = null) =>
        StartBanner.Text(addresses, new DashboardOptions(), new AccessOptions { AllowAnonymous = allowAnonymous }, "/data");
}
