using System.Collections.Immutable;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Frames;
using Posture.Grains.Interfaces.Streams;
using Posture.Grains.Interfaces.Users;
using Posture.Grains.Streams;

namespace Posture.Grains.Users;

internal sealed partial class UserGrain : IGrainMigrationParticipant
{
    private const string LuggageKey = "posture.user";

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        UserMetrics.Activated();
        await Task.WhenAll(_record.ReadAsync(), _calibration.ReadAsync());
        _alerts.Resume(_record.Value.Alerts, _calibration.Profile);
        if (_record.Value.LastPrediction is { } prediction)
            _latest.Resume(prediction);
        if (_stream is null && _record.Value.Stream is { } stream)
            _stream = new ResumableStream(stream);
        if (_connection is not null)
            DelayDeactivation(LongestSilence);
        if (_connection is not null || _record.Value.Alerts.Raised is not null)
            Watch();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        UserMetrics.Deactivated();
        if (_connection is not null)
            await RememberAsync();
        // Orleans takes along only whoever has calls waiting.
        if (reason.ReasonCode == DeactivationReasonCode.ShuttingDown)
            this.MigrateOnIdle();
    }

    public void OnDehydrate(IDehydrationContext luggage) => luggage.TryAddValue(LuggageKey, new UserLuggage(
        _connection,
        _isAnonymous,
        _lastFrame,
        [.. _window.Frames],
        _stream?.Memory(_stream.ResumableUntilUnixMs),
        _untoldAlert));

    public void OnRehydrate(IRehydrationContext luggage)
    {
        if (!luggage.TryGetValue(LuggageKey, out UserLuggage? user) || user is null)
            return;
        (_connection, _isAnonymous, _lastFrame, _untoldAlert) =
            (user.Connection, user.IsAnonymous, user.LastFrame, user.UntoldAlert);
        foreach (PitchFrame frame in user.Window)
            _window.Add(frame);
        _stream = user.Stream is { } stream ? new ResumableStream(stream) : null;
    }

    // Silos have come or gone. A capture is short and could not be taken along: it is finished here.
    private void MoveHome()
    {
        if (homes.IsAway(context.GrainId) && _calibration.Capture?.State != CaptureState.Capturing)
            this.MigrateOnIdle();
    }
}

/// <summary>What a user takes along to another silo; everything else is stored.</summary>
/// <param name="Connection">The live connection, or null.</param>
/// <param name="IsAnonymous">Whether nothing is to be stored of the user.</param>
/// <param name="LastFrame">The latest frame, by which one that is pushed again is known.</param>
/// <param name="Window">The window, oldest first.</param>
/// <param name="Stream">What a v2 device may resume, or null.</param>
/// <param name="UntoldAlert">What happened while no device was connected.</param>
[GenerateSerializer, Immutable, Alias("posture.user-luggage")]
internal sealed record UserLuggage(
    DeviceConnection? Connection,
    bool IsAnonymous,
    StampedFrame? LastFrame,
    ImmutableArray<PitchFrame> Window,
    StreamMemory? Stream,
    AlertNotice? UntoldAlert);
