using Posture.Examples.Tests.Clients;
using Posture.System.Tests.Page;
using Posture.System.Tests.Support;

namespace Posture.Examples.Tests.Streams;

/// <summary>examples/browser.</summary>
public sealed class BrowserClientTests(Server server, Browser browser) : StreamingClientTests(server), IClassFixture<Browser>
{
    // Stands in for a network that swallows everything: neither opens nor closes.
    private const string SilentSockets = """
        () => {
          window.sockets = [];
          window.WebSocket = class {
            constructor(url, protocols) { sockets.push({ url: String(url), protocols }); }
            send() {}
            close() {}
          };
        }
        """;

    [Fact]
    public async Task A_token_travels_as_a_subprotocol()
    {
        await using BrowserClient client = await OpenAsync();
        await client.Page.EvaluateAsync(SilentSockets);

        string[] offered = await client.Page.EvaluateAsync<string[]>("""
            async () => {
              const { PostureStream } = await import("/example/posture-stream.js");
              new PostureStream("ws://localhost/ws", { token: "secret" });
              return sockets[0].protocols;
            }
            """);

        Assert.Equal(["posture.v2.json", "bearer.secret"], offered);
    }

    [Fact]
    public async Task A_server_that_falls_silent_is_left_for_another_try()
    {
        await using BrowserClient client = await OpenAsync();
        await client.Page.Clock.InstallAsync();
        await client.Page.EvaluateAsync(SilentSockets);
        await client.Page.EvaluateAsync("""
            async () => {
              const { PostureStream } = await import("/example/posture-stream.js");
              new PostureStream("ws://localhost/ws");
            }
            """);

        await client.Page.Clock.RunForAsync(19_000);
        Assert.Equal(1, await client.Page.EvaluateAsync<int>("() => sockets.length"));
        await client.Page.Clock.RunForAsync(2_000);
        Assert.Equal(2, await client.Page.EvaluateAsync<int>("() => sockets.length"));
    }

    [Fact]
    public async Task The_newest_frame_is_refused_at_the_bound_and_counted_and_one_that_is_none_at_once()
    {
        await using BrowserClient client = await OpenAsync();
        await client.Page.EvaluateAsync(SilentSockets);

        string[] answers = await client.Page.EvaluateAsync<string[]>("""
            async () => {
              const { PostureStream } = await import("/example/posture-stream.js");
              const stream = new PostureStream("ws://localhost/ws", { capacity: 2 });
              const answer = (t, pitch) => { try { return stream.push(t, pitch); } catch (error) { return error.name; } };
              const answers = [answer(0, 1), answer(0, NaN), answer(2 ** 54, 0), answer(0, -181), answer(1, 1), answer(2, 1)];
              return [...answers, stream.pending, stream.dropped].map(String);
            }
            """);

        Assert.Equal(["true", "RangeError", "RangeError", "RangeError", "true", "false", "2", "1"], answers);
    }

    private protected override async Task<StreamingClient> StartAsync(ServerProcess server, string user, string? token = null) =>
        await BrowserClient.StartAsync(browser, server, user, token);

    private Task<BrowserClient> OpenAsync() => BrowserClient.OpenAsync(browser, Server.Process.BaseUri);
}
