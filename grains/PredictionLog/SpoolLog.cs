using Microsoft.Extensions.Logging;

namespace Posture.Grains.PredictionLog;

/// <summary>What the spool logs.</summary>
internal static partial class SpoolLog
{
    [LoggerMessage(4001, LogLevel.Warning, "Cut {TornBytes} torn bytes off the end of spool segment {Path}")]
    public static partial void TailTorn(this ILogger logger, string path, long tornBytes);

    [LoggerMessage(4002, LogLevel.Information, "Recovered {Bytes} bytes of predictions in {Segments} spool segments")]
    public static partial void SpoolRecovered(this ILogger logger, long bytes, int segments);

    [LoggerMessage(4003, LogLevel.Error, "Predictions cannot be spooled; frames are refused until they can")]
    public static partial void SpoolRefuses(this ILogger logger, Exception exception);

    [LoggerMessage(4004, LogLevel.Information, "Predictions can be spooled again")]
    public static partial void SpoolTakesAgain(this ILogger logger);
}
