namespace Posture.System.Tests.Support;

/// <summary>One server for the tests that leave no trace behind; each uses a user of its own.</summary>
public sealed class Server : IAsyncLifetime
{
    internal ServerProcess Process { get; private set; } = null!;

    internal HttpClient Http { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Process = await ServerProcess.StartAsync();
        Http = new HttpClient { BaseAddress = Process.BaseUri };
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Process.DisposeAsync();
    }

    internal static string NewUser() => $"user-{Guid.NewGuid():N}";
}

/// <summary>Tests that share a server.</summary>
[CollectionDefinition(Name)]
public sealed class SharedServer : ICollectionFixture<Server>
{
    public const string Name = "server";
}
