using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Posture.Frontend.Hosting;

namespace Posture.Frontend.Tests.Hosting;

public sealed class ServerUrlsTests
{
    [Fact]
    public void Without_any_setting_the_server_listens_on_loopback() =>
        Assert.Equal([("ASPNETCORE_URLS", "127.0.0.1:8000")], Addresses());

    [Theory]
    [InlineData("http://localhost:81", "127.0.0.1:81")]
    [InlineData("http://*:82", "0.0.0.0:82")]
    [InlineData("http://+:83", "0.0.0.0:83")]
    [InlineData("http://posture.example:84", "0.0.0.0:84")]
    [InlineData("http://[::1]:85", "[::1]:85")]
    [InlineData("http://10.1.2.3", "10.1.2.3:80")]
    [InlineData("https://10.1.2.3", "10.1.2.3:443")]
    public void A_url_is_tried_where_Kestrel_will_bind_it(string url, string expected) =>
        Assert.Equal([("ASPNETCORE_URLS", expected)], Addresses(("urls", url)));

    [Fact]
    public void Every_url_counts() => Assert.Equal(
        [("ASPNETCORE_URLS", "127.0.0.1:1"), ("ASPNETCORE_URLS", "127.0.0.1:2")],
        Addresses(("urls", "http://127.0.0.1:1; http://127.0.0.1:2;")));

    [Fact]
    public void A_local_socket_is_no_port_to_try() => Assert.Empty(Addresses(("urls", "http://unix:/run/posture.sock")));

    [Fact]
    public void Kestrels_own_endpoints_replace_the_urls() => Assert.Equal(
        [("Kestrel__Endpoints__Http__Url", "127.0.0.1:9")],
        Addresses(("urls", "http://127.0.0.1:1"), ("Kestrel:Endpoints:Http:Url", "http://127.0.0.1:9")));

    [Theory]
    [InlineData("urls", "ASPNETCORE_URLS")]
    [InlineData("Kestrel:Endpoints:Http:Url", "Kestrel__Endpoints__Http__Url")]
    public void The_management_port_comes_on_top_of_either(string key, string setting) => Assert.Equal(
        [(setting, "127.0.0.1:1"), ("Posture__Management__Url", "0.0.0.0:2")],
        Addresses((key, "http://127.0.0.1:1"), ("Posture:Management:Url", "http://*:2")));

    [Theory]
    [InlineData("nonsense")]
    [InlineData("http://127.0.0.1:eighty")]
    [InlineData("http://127.0.0.1:70000")]
    [InlineData("http://127.0.0.1:-1")]
    public void What_is_no_address_is_refused_by_its_setting(string url)
    {
        var refused = Assert.Throws<OptionsValidationException>(() => Addresses(("urls", "http://127.0.0.1:1;" + url)));

        Assert.Equal($"ASPNETCORE_URLS = '{url}': an address such as http://127.0.0.1:8000 expected.", Assert.Single(refused.Failures));
    }

    private static IEnumerable<(string Setting, string EndPoint)> Addresses(params (string Key, string Value)[] settings)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.Configuration.AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))
                .Append(new("Kestrel:Certificates:Default:Subject", "posture.example")));
        ServerUrls.Add(builder);
        using ServiceProvider services = builder.Services.BuildServiceProvider();
        return [.. services.GetRequiredService<IOptions<ServerUrls>>().Value.Addresses()
            .Select(address => (address.Setting, address.EndPoint.ToString()))];
    }
}
