namespace Posture.Frontend.Protocol.V2;

/// <summary>What a v2 connection may send.</summary>
internal static class StreamLimits
{
    /// <summary>Largest message in bytes: room for a full batch at full precision. A larger one closes the socket with 1009.</summary>
    public const int MaxMessageBytes = 64 * 1024;

    /// <summary>Most frames in one message.</summary>
    public const int MaxBatchFrames = 512;

    /// <summary>Most frames of a connection that wait for their acknowledgement.</summary>
    public const int CreditFrames = 1024;

    /// <summary>Largest frame number: integers are exact in a double up to here.</summary>
    public const long MaxSequence = 1L << 53;

    /// <summary>Shortest and longest capture.</summary>
    public const double MinCaptureSeconds = 5, MaxCaptureSeconds = 300;
}
