using Posture.Grains.Interfaces.Calibration;

namespace Posture.Frontend.Sockets.V2;

/// <summary>Tells what of a capture is worth a message: its beginning, its end, and each whole second in between.</summary>
internal sealed class CaptureProgress
{
    private (int Posture, int SecondsLeft)? _told;

    public bool IsNews(CaptureStatus capture)
    {
        if (capture.State != CaptureState.Capturing)
        {
            _told = null;
            return true;
        }

        (int, int) now = (capture.Posture, (int)Math.Ceiling(capture.SecondsLeft));
        bool isNews = _told != now;
        _told = now;
        return isNews;
    }
}
