using System.ComponentModel.DataAnnotations;

namespace Posture.Frontend.AccessLog;

/// <summary>How much of the sockets' traffic the access log shows.</summary>
public sealed class AccessLogOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Posture:AccessLog";

    /// <summary>
    /// Predictions a second that get a line each; of more, one in N does and says so. 0 for none but slow and failed ones.
    /// Default: 100.
    /// </summary>
    [Range(0, 100_000)]
    public int PredictionLinesPerSecond { get; set; } = 100;
}
