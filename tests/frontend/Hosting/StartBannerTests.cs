using Posture.Frontend.Access;
using Posture.Frontend.Hosting;
using Posture.Frontend.Management;
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

    [Theory]
    [InlineData("http://127.0.0.1:8000", "", "metrics     http://127.0.0.1:8000/metrics")]
    [InlineData("http://0.0.0.0:8000", "", "metrics     off (Posture__Management__Url)")]
    [InlineData("http://0.0.0.0:8000", "http://0.0.0.0:8081", "metrics     http://0.0.0.0:8081/metrics")]
    public void The_metrics_are_shown_where_they_are_served(string address, string managementUrl, string expected) =>
        Assert.Contains(expected, Banner([address], managementUrl: managementUrl), StringComparison.Ordinal);

    [Theory]
    [InlineData("http://127.0.0.1:8000", "", false)]
    [InlineData("http://0.0.0.0:8000", "", true)]
    [InlineData("http://0.0.0.0:8000", "an-operator's-token", false)]
    public void Who_can_register_no_device_is_told_so_and_tokens_are_not_shown(string address, string operatorToken, bool expected)
    {
        string banner = Banner([address], operatorToken: operatorToken);

        Assert.Equal(expected, banner.Contains("No operator token is set", StringComparison.Ordinal));
        Assert.DoesNotContain("an-operator's-token", banner, StringComparison.Ordinal);
    }

    private static string Banner(
        string[] addresses, bool? allowAnonymous = null, string operatorToken = "", string managementUrl = "") =>
        StartBanner.Text(
            addresses,
            new DashboardOptions(),
            new AccessOptions { AllowAnonymous = allowAnonymous, OperatorToken = operatorToken },
            new ManagementOptions { Url = managementUrl },
            "/logs",
            "/data");
}
