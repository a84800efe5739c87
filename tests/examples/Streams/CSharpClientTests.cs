using Posture.Examples.Tests.Clients;
using Posture.System.Tests.Support;

namespace Posture.Examples.Tests.Streams;

/// <summary>examples/csharp.</summary>
public sealed class CSharpClientTests(Server server) : ConsoleClientTests(server)
{
    private const string Program = "Posture.Examples.CSharp";

    private protected override Task<ConsoleClient> StartAsync(Uri address, string? token) => Task.FromResult(
        ConsoleClient.Start("dotnet", [Path.Combine(AppContext.BaseDirectory, Program + ".dll")], address, token));
}
