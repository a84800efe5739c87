using Posture.Examples.Tests.Clients;
using Posture.System.Tests.Support;

namespace Posture.Examples.Tests.Streams;

/// <summary>The portable part of examples/arduino/posture_stream.</summary>
public sealed class ArduinoClientTests(Server server) : StreamingClientTests(server)
{
    [Fact]
    public async Task What_needs_no_server_passes_its_own_checks()
    {
        (int exitCode, string output) = await Command.RunAsync(await Compiler.CompileAsync("checks"));

        Assert.True(exitCode == 0, output);
        Assert.Contains("all checks hold", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("posture_stream")]
    [InlineData("posture_v1")]
    public async Task A_sketch_fits_what_it_uses_of_its_libraries(string sketch) =>
        Assert.Equal("", await Compiler.CheckSketchAsync(sketch));

    private protected override async Task<StreamingClient> StartAsync(ServerProcess server, string user, string? token = null) =>
        await ArduinoClient.StartAsync(server.SocketUri(), user);
}
