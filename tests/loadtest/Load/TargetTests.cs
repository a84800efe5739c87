using System.Net;
using Posture.LoadTest.CommandLine;
using Posture.LoadTest.Load;

namespace Posture.LoadTest.Tests.Load;

public sealed class TargetTests
{
    [Theory]
    [InlineData("ws://127.0.0.1:8000/ws")]
    [InlineData("ws://127.8.9.10:8000/ws")]
    [InlineData("ws://localhost:8000/ws")]
    [InlineData("ws://[::1]:8000/ws")]
    public async Task Loopback_is_allowed(string url) =>
        Assert.True((await Target.ResolveAsync(new Uri(url), allowRemote: false, CancellationToken.None)).IsLoopback);

    [Theory]
    [InlineData("ws://192.0.2.1:8000/ws")]
    [InlineData("wss://[2001:db8::1]/ws")]
    public async Task Any_other_machine_is_refused_unless_allowed(string url)
    {
        var refusal = await Assert.ThrowsAsync<CannotRunException>(
            () => Target.ResolveAsync(new Uri(url), allowRemote: false, CancellationToken.None));
        Assert.Contains("--allow-remote", refusal.Message, StringComparison.Ordinal);

        Target allowed = await Target.ResolveAsync(new Uri(url), allowRemote: true, CancellationToken.None);
        Assert.Null(allowed.SourceAddress(0));
    }

    [Theory]
    [InlineData("ws://0.0.0.0:8000/ws")]
    [InlineData("ws://no-such-host.invalid/ws")]
    public async Task A_host_that_is_no_machine_is_refused(string url) => await Assert.ThrowsAsync<CannotRunException>(
        () => Target.ResolveAsync(new Uri(url), allowRemote: true, CancellationToken.None));

    [Fact]
    public void Each_source_address_serves_four_thousand_connections()
    {
        var target = new Target(new Uri("ws://127.0.0.1/ws"), IPAddress.Loopback);

        Assert.Equal("127.0.0.2", target.SourceAddress(3_999)!.ToString());
        Assert.Equal("127.0.0.3", target.SourceAddress(4_000)!.ToString());
        Assert.Equal("127.0.0.14", target.SourceAddress(49_999)!.ToString());
    }

    [Fact]
    public void A_user_becomes_the_query()
    {
        var target = new Target(new Uri("ws://127.0.0.1:8000/ws"), IPAddress.Loopback);

        Assert.Equal("ws://127.0.0.1:8000/ws?user=load-7", target.ForUser("load-7").ToString());
        Assert.Equal("ws://127.0.0.1:8000/ws", target.ForUser(null).ToString());
    }
}
