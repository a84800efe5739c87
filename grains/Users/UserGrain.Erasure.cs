using Microsoft.Extensions.Logging;

namespace Posture.Grains.Users;

internal sealed partial class UserGrain
{
    // Two at once are answered within the time that a caller waits for a grain.
    private static readonly TimeSpan EraseLimit = TimeSpan.FromSeconds(8);

    private Guid? _erasedConnection;

    public async Task<bool> Erase()
    {
        using var limit = new CancellationTokenSource(EraseLimit, time);

        // 1. The device goes: what it still has in flight is not taken any more.
        if (_connection is { } connection)
        {
            _erasedConnection = connection.Id;
            await connection.Frontend.Erased(connection.Id);
        }

        _watch?.Dispose();
        _watch = null;
        _connection = null;
        _latest.Forget();
        ForgetFrames();
        EndStream();

        // 2. What waits in spools would come back after the log was cleared.
        if (!await disks.EraseAsync(User, limit.Token))
            return false;

        // 3. Grain state, alerts on their way, then the log and the feedback on it.
        bool isStateErased = await _record.TryEraseAsync() & await _calibration.TryEraseAsync();
        _alerts.Erase();
        channel.Forget(User);
        bool isLogErased = await TryEraseLogAsync(limit.Token);

        DelayDeactivation(NoDelay);
        return isStateErased && isLogErased;
    }

    private async Task<bool> TryEraseLogAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await erasure.EraseAsync(User, cancellationToken);
        }
        catch (Exception e)
        {
            LogNotErased(e);
            return false;
        }
    }

    [LoggerMessage(2020, LogLevel.Error, "Somebody could not be erased from the log; it has to be asked for again")]
    private partial void LogNotErased(Exception exception);
}
