using System.Collections.Immutable;
using Posture.Grains.Interfaces.Calibration;
using Posture.Grains.Interfaces.Frames;

namespace Posture.Grains.Users;

internal sealed partial class UserGrain : IUserCalibrationGrain
{
    public Task<bool> BeginCapture(int posture, double seconds)
    {
        if (_connection is not null)
            _calibration.Begin(posture, seconds);
        return Task.FromResult(_connection is not null);
    }

    public Task<CaptureStatus> Calibrate(int posture, ImmutableArray<PitchFrame> frames) =>
        _calibration.CalibrateAsync(posture, frames);

    public Task<CalibrationStatus> Status() => Task.FromResult(_calibration.Status());

    public Task<bool> Forget(int? posture) => _calibration.ForgetAsync(posture);
}
