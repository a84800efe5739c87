using System.Text;
using Microsoft.Extensions.Logging;

namespace Posture.Grains.PredictionLog;

/// <summary>Gets everything that a spool holds of the past off the disk, before somebody is erased.</summary>
internal sealed partial class SpoolFlush(
    PredictionSpool spool, SpoolDirectory directory, TimeProvider time, ILogger<SpoolFlush> logger)
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Waits until what was appended so far is in the log store and its segments are deleted; false when that is cancelled.
    /// </summary>
    public async Task<bool> ShipAsync(CancellationToken cancellationToken)
    {
        SpoolMark mark = spool.Seal();
        while (!spool.IsShipped(mark))
        {
            if (cancellationToken.IsCancellationRequested)
                return false;
            await Task.Delay(LookAgainAfter, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return true;
    }

    /// <summary>Deletes damaged segments that were set aside and name the user.</summary>
    public void ForgetDamaged(string user)
    {
        byte[] name = Encoding.UTF8.GetBytes(user);
        foreach (string path in Directory.EnumerateFiles(directory.Path, "*" + SpoolSegment.DamagedExtension))
        {
            if (File.ReadAllBytes(path).AsSpan().IndexOf(name) < 0)
                continue;
            File.Delete(path);
            LogForgotten(path);
        }
    }

    [LoggerMessage(4005, LogLevel.Warning, "Deleted the damaged spool segment {Path}: somebody who is in it was erased")]
    private partial void LogForgotten(string path);
}
