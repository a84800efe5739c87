using System.Collections.Immutable;
using Posture.Grains.Feedback;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Grains.Users;

internal sealed partial class UserGrain : IUserCalibrationGrain
{
    // Over five hours of a device at 1 Hz; the latest count.
    private const int MaxFeedbackFrames = 20_000;

    public Task<bool> BeginCapture(int posture, double seconds)
    {
        if (_connection is not null)
            _calibration.Begin(posture, seconds);
        return Task.FromResult(_connection is not null);
    }

    public Task CancelCapture()
    {
        _calibration.Cancel();
        return Task.CompletedTask;
    }

    public Task<CaptureStatus> Calibrate(int posture, ImmutableArray<PitchFrame> frames) =>
        _calibration.CalibrateAsync(posture, frames);

    public async Task<CaptureStatus?> CalibrateFromFeedback(int posture)
    {
        ImmutableArray<FeedbackFrame> frames =
            await feedback.ReadUnusedAsync(User, posture, MaxFeedbackFrames, CancellationToken.None);
        if (frames.IsEmpty)
            return null;

        CaptureStatus status = await _calibration.AddAsync(posture, FeedbackEvidence.Capture(frames));
        if (status.State == CaptureState.Done)
            await feedback.MarkUsedAsync(
                User, posture, frames.Max(frame => frame.ReceivedAtUnixMicros), CancellationToken.None);
        return status;
    }

    public Task<CalibrationStatus> Status()
    {
        LeaveIfUnknown();
        return Task.FromResult(_calibration.Status());
    }

    public Task<bool> Forget(int? posture) => _calibration.ForgetAsync(posture);
}
