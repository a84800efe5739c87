using Posture.Frontend.Management;
using Posture.Frontend.Tests.Access;
using Posture.LoadTest.Comparison;

namespace Posture.Frontend.Tests.Management;

public sealed class ManagementPortTests
{
    private const string Loopback = "http://127.0.0.1:0", Everywhere = "http://0.0.0.0:0";
    private const int Ok = 200, Missing = 404;

    private readonly ScriptedRegistry _registry = new();

    [Theory]
    [InlineData("/metrics", Ok)]
    [InlineData("/health/ready", Ok)]
    [InlineData("/", Missing)]
    [InlineData("/ws", Missing)]
    [InlineData("/api/users/mina", Missing)]
    [InlineData("/dashboard", Missing)]
    public async Task The_management_port_serves_metrics_and_health_and_nothing_else(string path, int expected)
    {
        int port = FreePorts.Next();
        await using RuledServer server = await RuledServer.StartAsync(
            _registry,
            ("urls", $"{Everywhere};http://127.0.0.1:{port}"), ("Posture:Management:Url", $"http://127.0.0.1:{port}"),
            ("Posture:Auth:AllowAnonymous", "true"));

        Assert.Equal(expected, await server.GetAsync(path, port: port));
        // What the Host header says opens nothing.
        Assert.Equal(Missing, await server.GetAsync("/metrics", host: $"127.0.0.1:{port}"));
    }

    [Fact]
    public async Task A_management_port_for_all_does_not_close_a_server_on_loopback()
    {
        int port = FreePorts.Next();
        await using RuledServer server = await RuledServer.StartAsync(
            _registry,
            ("urls", $"{Loopback};http://0.0.0.0:{port}"), ("Posture:Management:Url", $"http://0.0.0.0:{port}"));

        Assert.Equal(Ok, await server.GetAsync("/api/users/mina"));
        Assert.Equal(Missing, await server.GetAsync("/api/users/mina", port: port));
    }

    [Theory]
    [InlineData("")]
    [InlineData("http://0.0.0.0:8081")]
    [InlineData("http://*:8081")]
    public void An_address_with_a_port_is_taken(string url) => Assert.True(new ManagementUrlAttribute().IsValid(url));

    [Theory]
    [InlineData("8081")]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://0.0.0.0:eighty")]
    [InlineData("https://0.0.0.0:8081")]
    [InlineData("http://unix:/run/posture.sock")]
    public void What_cannot_be_told_from_the_public_port_is_refused(string url) => Assert.False(new ManagementUrlAttribute().IsValid(url));
}
