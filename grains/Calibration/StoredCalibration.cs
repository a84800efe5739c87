using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Posture.Grains.Calibration;

/// <summary>
/// A user's calibration in grain storage. While it cannot be read the user is served without it and nothing is written
/// over it.
/// </summary>
internal sealed partial class StoredCalibration(IGrainStorage storage, GrainId user, ILogger logger)
{
    private const string StateName = "calibration";

    private readonly GrainState<CalibrationRecord> _stored = new(new CalibrationRecord());
    private bool _isRead;

    /// <summary>The calibration, as far as it could be read.</summary>
    public CalibrationRecord Value { get; private set; } = new();

    /// <summary>Reads what is stored, unless it has been read; false when that fails.</summary>
    public async Task<bool> TryReadAsync()
    {
        if (_isRead)
            return true;
        try
        {
            await storage.ReadStateAsync(StateName, user, _stored);
        }
        catch (Exception e)
        {
            LogNotRead(e);
            return false;
        }

        Value = _stored.State ?? new CalibrationRecord();
        _isRead = true;
        return true;
    }

    /// <summary>
    /// Stores what <paramref name="change"/> makes of the stored calibration; only then is it in use. False when that
    /// fails: it is not.
    /// </summary>
    public async Task<bool> TryUpdateAsync(Func<CalibrationRecord, CalibrationRecord> change)
    {
        if (!await TryReadAsync())
            return false;
        CalibrationRecord record = change(Value);
        try
        {
            _stored.State = record;
            await storage.WriteStateAsync(StateName, user, _stored);
        }
        catch (Exception e)
        {
            LogNotWritten(e);
            // Another activation may have written: what is stored is read again before the next attempt.
            _isRead = false;
            return false;
        }

        Value = record;
        return true;
    }

    /// <summary>Deletes what is stored; false when that fails.</summary>
    public async Task<bool> TryEraseAsync()
    {
        if (!await TryReadAsync())
            return false;
        try
        {
            if (_stored.RecordExists)
                await storage.ClearStateAsync(StateName, user, _stored);
        }
        catch (Exception e)
        {
            LogNotErased(e);
            _isRead = false;
            return false;
        }

        Value = new CalibrationRecord();
        return true;
    }

    [LoggerMessage(2012, LogLevel.Error, "A calibration could not be deleted")]
    private partial void LogNotErased(Exception exception);

    [LoggerMessage(2010, LogLevel.Error, "A calibration could not be read; the user is served without it")]
    private partial void LogNotRead(Exception exception);

    [LoggerMessage(2011, LogLevel.Error, "A calibration could not be stored and is not in use")]
    private partial void LogNotWritten(Exception exception);
}
