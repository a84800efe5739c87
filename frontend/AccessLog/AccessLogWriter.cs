using System.Reflection;
using Microsoft.Extensions.Options;

namespace Posture.Frontend.AccessLog;

/// <summary>Writes access lines as log events of a category of their own, which has a file of its own.</summary>
internal sealed partial class AccessLogWriter(ILoggerFactory loggers, IOptions<AccessLogOptions> options, TimeProvider time)
{
    // Traffic that fails altogether, or a client that sends nothing but nonsense, must not fill the disk either.
    private const int NotableLinesPerSecond = 1_000;

    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(100);

    private static readonly string Version =
        typeof(AccessLogWriter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private readonly ILogger _logger = loggers.CreateLogger("Posture.Access");
    private readonly LineSampler _ordinary = new(options.Value.PredictionLinesPerSecond, time);
    private readonly LineSampler _notable = new(NotableLinesPerSecond, time);

    /// <summary>Writes a line.</summary>
    /// <param name="line">It.</param>
    /// <param name="requestId">What its connection or request is called.</param>
    public void Write(in AccessLine line, string requestId) => LogLine(
        (line with { Tail = $"rid:{requestId} ver:{Version}{line.Tail}" }).Format(time.GetLocalNow()));

    /// <summary>How many answers the line of this one stands for; 0 when it gets none. Slow and failed ones come first.</summary>
    public long Sample(int status, TimeSpan elapsed) =>
        (status >= StatusCodes.Status400BadRequest || elapsed > Slow ? _notable : _ordinary).Take();

    [LoggerMessage(8010, LogLevel.Information, "{Line}")]
    private partial void LogLine(string line);
}
