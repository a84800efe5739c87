using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Posture.Grains.Users;

/// <summary>
/// A user's record in grain storage. It is a convenience: a storage that refuses it costs the wearer nothing, so it is
/// not the framework's persistent state, which fails the activation when it cannot be read.
/// </summary>
internal sealed partial class StoredUserRecord(IGrainStorage storage, GrainId user, ILogger logger)
{
    private const string StateName = "user";

    private readonly GrainState<UserRecord> _stored = new(new UserRecord());

    private Task<RecordWrite> _write = Task.FromResult(RecordWrite.Stored);

    // A provider may answer "nothing stored" with null.
    public UserRecord Value => _stored.State ??= new UserRecord();

    /// <summary>Notes that a device attached or left.</summary>
    public void NoteSeen(DateTimeOffset now)
    {
        Value.LastSeenUnixMs = now.ToUnixTimeMilliseconds();
        if (Value.FirstSeenUnixMs == 0)
            Value.FirstSeenUnixMs = Value.LastSeenUnixMs;
    }

    /// <summary>Reads the record; where that fails the user is as one never seen.</summary>
    public async Task ReadAsync()
    {
        try
        {
            await storage.ReadStateAsync(StateName, user, _stored);
        }
        catch (Exception e)
        {
            UserMetrics.RecordRefused();
            LogNotRead(e);
        }
    }

    /// <summary>Writes the record, after a write that is under way.</summary>
    public async Task<RecordWrite> WriteAsync()
    {
        while (!_write.IsCompleted)
            await _write;
        return await (_write = WriteNowAsync());
    }

    /// <summary>Deletes the record, after a write that is under way; false when the storage did not.</summary>
    public async Task<bool> TryEraseAsync()
    {
        while (!_write.IsCompleted)
            await _write;
        return await (_write = EraseNowAsync()) == RecordWrite.Stored;
    }

    private async Task<RecordWrite> EraseNowAsync()
    {
        try
        {
            if (_stored.RecordExists)
                await storage.ClearStateAsync(StateName, user, _stored);
        }
        catch (Exception e)
        {
            UserMetrics.RecordRefused();
            LogNotErased(e);
            return RecordWrite.Refused;
        }

        _stored.State = new UserRecord();
        return RecordWrite.Stored;
    }

    private async Task<RecordWrite> WriteNowAsync()
    {
        try
        {
            await storage.WriteStateAsync(StateName, user, _stored);
        }
        catch (Exception e)
        {
            UserMetrics.RecordRefused();
            LogNotWritten(e);
            return e is InconsistentStateException ? RecordWrite.Outdated : RecordWrite.Refused;
        }

        return RecordWrite.Stored;
    }

    [LoggerMessage(2001, LogLevel.Warning, "A user's record could not be written; the grain goes on without")]
    private partial void LogNotWritten(Exception exception);

    [LoggerMessage(2004, LogLevel.Error, "A user's record could not be deleted")]
    private partial void LogNotErased(Exception exception);

    [LoggerMessage(2003, LogLevel.Warning, "A user's record could not be read; the grain goes on without")]
    private partial void LogNotRead(Exception exception);
}
