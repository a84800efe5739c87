using Posture.Examples.Tests.Clients;
using Posture.System.Tests.Support;

namespace Posture.Examples.Tests.Streams;

/// <summary>Clients that are programs for a console.</summary>
public abstract class ConsoleClientTests(Server server) : StreamingClientTests(server)
{
    [Fact]
    public async Task A_token_that_is_refused_ends_it()
    {
        await using StreamingClient client = await StartAsync(Server.Process, Server.NewUser(), "not-a-token");

        Assert.Equal(401, await client.EndAsync());
    }

    [Theory]
    [InlineData("12,x", "Line 2 is \"12,x\". Two numbers are due")]
    [InlineData("12", "Line 2 is \"12\". Two numbers are due")]
    [InlineData("12,181", "Line 2 is \"12,181\". A pitch must be within ±180 degrees")]
    [InlineData("NaN,1", "Line 2 is \"NaN,1\". A time must be within ±2^53 ms")]
    public async Task A_wrong_line_ends_it_with_the_line_and_what_is_wrong(string line, string complaint)
    {
        await using ConsoleClient client = await StartAsync(Server.Process.SocketUri("user=" + Server.NewUser()), null);
        await client.WriteAsync("0,1", line);

        (int exitCode, string complaints) = await client.ExitAsync();

        Assert.Equal(1, exitCode);
        Assert.StartsWith(complaint, complaints, StringComparison.Ordinal);
    }

    private protected abstract Task<ConsoleClient> StartAsync(Uri address, string? token);

    private protected sealed override async Task<StreamingClient> StartAsync(ServerProcess server, string user, string? token = null) =>
        await StartAsync(server.SocketUri("user=" + user), token);
}
