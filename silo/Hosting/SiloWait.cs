using Microsoft.Extensions.Options;

namespace Posture.Silo.Hosting;

/// <summary>A client that starts before the silos waits for them, and gives up after <see cref="ClusterStartOptions.StartTimeout"/>.</summary>
internal sealed partial class SiloWait(
    IOptions<ClusterStartOptions> options, TimeProvider time, ILogger<SiloWait> logger) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly DateTimeOffset _deadline = time.GetUtcNow() + options.Value.StartTimeout;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        TimeSpan left = _deadline - time.GetUtcNow();
        if (left <= TimeSpan.Zero)
            throw new ServerAwayException("A silo", options.Value.StartTimeout, exception);
        LogWaiting(left.TotalSeconds);
        await Task.Delay(Pause, time, cancellationToken);
        return true;
    }

    [LoggerMessage(6012, LogLevel.Warning, "Waiting for a silo, {Seconds:0} s more at the most")]
    private partial void LogWaiting(double seconds);
}
