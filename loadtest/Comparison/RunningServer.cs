namespace Posture.LoadTest.Comparison;

/// <summary>A server that was started for one round, with the silo that it needs beside it, if any.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly Stack<ServerProcess> _processes = new();

    public Uri BaseUri => _processes.Peek().BaseUri;

    public IReadOnlyList<int> ProcessIds => [.. _processes.SelectMany(process => process.ProcessIds)];

    public static async Task<RunningServer> StartAsync(ServerLaunch launch, CancellationToken cancellation)
    {
        var server = new RunningServer();
        try
        {
            if (launch.Silo is { } silo)
                server._processes.Push(await ServerProcess.StartAsync(silo, cancellation));
            server._processes.Push(await ServerProcess.StartAsync(launch, cancellation));
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_processes.TryPop(out ServerProcess? process))
            await process.DisposeAsync();
    }
}
