using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Posture.Frontend.Access;

namespace Posture.Frontend.Sockets;

/// <summary>
/// Asks again and again about the tokens of open sockets, and ends those whose token was revoked. While the registry does
/// not answer, sockets stay open.
/// </summary>
internal sealed class TokenSweep(DeviceTokens tokens, IOptions<AccessOptions> options, TimeProvider time) : BackgroundService
{
    private readonly ConcurrentDictionary<IDeviceSocket, string> _tokenHashes = new();

    /// <summary>Runs a socket, which ends when its token does.</summary>
    public async Task WatchAsync(IDeviceSocket socket, Caller caller, Func<Task> run)
    {
        if (caller.TokenHash is { } hash)
            _tokenHashes[socket] = hash;
        try
        {
            await run();
        }
        finally
        {
            _tokenHashes.TryRemove(socket, out _);
        }
    }

    /// <summary>Asks once about every token in use.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach (string[] batch in _tokenHashes.Values.Distinct().Chunk(DeviceTokenLookup.MaxBatch))
        {
            IReadOnlySet<string> ended = await tokens.RecheckAsync([.. batch], cancellationToken);
            if (ended.Count == 0)
                continue;
            foreach ((IDeviceSocket socket, string hash) in _tokenHashes)
            {
                if (ended.Contains(hash))
                    socket.End(Ending.Revoked);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.TokenRecheckInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (RegistryAwayException)
            {
                // Logged where it was asked; the next tick asks again.
            }
        }
    }
}
