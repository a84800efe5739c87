using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Posture.Grains.Models;

/// <summary>
/// The registry's record in grain storage. It is read when it is needed, not when the grain activates, so that a storage
/// that is down is an answer and not a failed activation. One access at a time.
/// </summary>
internal sealed partial class StoredModelRecord(IGrainStorage storage, GrainId registry, ILogger logger)
{
    private const string StateName = "models";

    private readonly AsyncSerialExecutor<ModelRecord?> _access = new();
    private readonly GrainState<ModelRecord> _stored = new(new ModelRecord());

    private bool _isUnreadable;

    /// <summary>The record, or null while it has not been read.</summary>
    public ModelRecord? Value { get; private set; }

    /// <summary>Reads the record, unless it has been read; null when that fails.</summary>
    public Task<ModelRecord?> TryReadAsync() => _access.AddNext(ReadAsync);

    /// <summary>Stores what <paramref name="change"/> makes of the record; null when that fails, and nothing is changed.</summary>
    public Task<ModelRecord?> TryUpdateAsync(Func<ModelRecord, ModelRecord> change) => _access.AddNext(
        async () => await ReadAsync() is { } record ? await WriteAsync(change(record)) : null);

    private async Task<ModelRecord?> ReadAsync()
    {
        if (Value is not null)
            return Value;
        try
        {
            await storage.ReadStateAsync(StateName, registry, _stored);
        }
        catch (Exception e)
        {
            // Every silo asks every few seconds; one line tells as much as a thousand.
            if (!_isUnreadable)
                LogNotRead(e);
            _isUnreadable = true;
            return null;
        }

        _isUnreadable = false;
        return Value = _stored.State ?? new ModelRecord();
    }

    private async Task<ModelRecord?> WriteAsync(ModelRecord changed)
    {
        try
        {
            _stored.State = changed;
            await storage.WriteStateAsync(StateName, registry, _stored);
        }
        catch (Exception e)
        {
            LogNotWritten(e);
            // Another activation may have written: what is stored is read again before anything else.
            Value = null;
            return null;
        }

        return Value = changed;
    }

    [LoggerMessage(3010, LogLevel.Error, "The model registry's record could not be read")]
    private partial void LogNotRead(Exception exception);

    [LoggerMessage(3011, LogLevel.Error, "The model registry's record could not be stored; nothing was changed")]
    private partial void LogNotWritten(Exception exception);
}
